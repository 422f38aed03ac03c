"""The real hour, for what was noted on paper and is typed later."""

import datetime as dt
import re

from django import forms
from django.utils import timezone

from benkan.common import clock
from benkan.common.forms import FreeDate

TIME = re.compile(r"(\d{1,2})\s*(?:h|:|\.)\s*(\d{2})?|(\d{1,2})")


class RealHour(forms.Form):
    """Two more questions, folded away; `at` is None where nothing is said: then it is now."""

    hour = forms.CharField(
        label="Heure réelle", help_text="« 18 h 40 »", required=False, max_length=10, widget=FreeDate
    )
    hour_day = forms.DateField(
        label="Jour, si ce n’est pas celui de l’arrivée",
        required=False,
        widget=forms.DateInput({"type": "date", "class": "short"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Ce n’est pas une date. Écrivez par exemple « 12/03/2026 »."},
    )

    def clean_hour(self):
        said = self.cleaned_data["hour"].strip().lower()
        if not said:
            return None
        match = TIME.fullmatch(said)
        hour, minute = (int(match[1] or match[3]), int(match[2] or 0)) if match else (99, 0)
        if hour > 23 or minute > 59:
            raise forms.ValidationError(f"« {said} » n’est pas une heure. Écrivez par exemple « 18 h 40 ».")
        return dt.time(hour, minute)

    def real_moment(self, day: dt.date, arrives_at: dt.time | None = None) -> dt.datetime | None:
        """The moment meant; an hour before the convoy's own is of the night that follows."""
        hour, said_day = self.cleaned_data.get("hour"), self.cleaned_data.get("hour_day")
        if hour is None:
            return None
        if said_day is None:
            after_midnight = arrives_at is not None and hour.hour < 12 <= arrives_at.hour
            said_day = day + dt.timedelta(days=1) if after_midnight else day
        moment = timezone.make_aware(dt.datetime.combine(said_day, hour))
        if moment > clock.now():
            self.add_error("hour", "Cette heure n’est pas encore venue. Corrigez l’heure, ou dites quel jour.")
            return None
        return moment
