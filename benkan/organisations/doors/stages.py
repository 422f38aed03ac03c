"""The second factor at the door: asked of who holds one, unless the organisation's issuer saw one."""

from allauth.mfa.stages import AuthenticateStage

from benkan.organisations.doors.issuers import issuer_vouches


class SecondFactorStage(AuthenticateStage):
    def _should_handle(self, request) -> bool:
        return super()._should_handle(request) and not issuer_vouches(request, self.login.user)
