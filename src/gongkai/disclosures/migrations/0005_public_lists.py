from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("disclosures", "0004_channels")]

    operations = [
        migrations.RemoveIndex("item", "disclosures_agency_public"),
        migrations.RemoveIndex("item", "disclosures_site_public"),
        # user: the public front page, catalogue and feeds of an agency
        migrations.AddIndex(
            "item",
            models.Index(
                "agency",
                "state",
                F("published_on").desc(),
                F("id").desc(),
                name="disclosures_agency_public",
            ),
        ),
        # user: the public front page and feeds of the whole site
        migrations.AddIndex(
            "item",
            models.Index(
                F("published_on").desc(),
                F("id").desc(),
                name="disclosures_site_public",
                condition=Q(state="published", index_number__isnull=False),
            ),
        ),
    ]
