from django.db import migrations

from benkan.common.policies import let_figures_count_also


class Migration(migrations.Migration):
    """What a referral answers, so that refusals are counted by pillar and by grant; a restricted need tells no kind."""

    dependencies = [("cases", "0017_change_policies")]

    operations = [let_figures_count_also("cases_referral", "need_id", "line_id")]
