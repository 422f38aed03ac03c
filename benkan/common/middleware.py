"""Turn a refusal raised anywhere below a page into an answer that says why."""

from django.shortcuts import render

from benkan.common.errors import Impossible, Refused


class Refusals:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Refused):
            request.refusal = str(exception)
            return render(request, "common/refused.html", {"sentence": str(exception)}, status=403)
        if isinstance(exception, Impossible):
            return render(request, "common/impossible.html", {"sentence": str(exception)}, status=409)
        return None
