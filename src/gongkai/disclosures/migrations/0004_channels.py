import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("disclosures", "0003_columns_changed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="channel",
            name="version",
            field=models.PositiveIntegerField(default=0, verbose_name="版本"),
        ),
        migrations.AddField(
            model_name="channel",
            name="changed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="最近修改人",
            ),
        ),
        migrations.AddField(
            model_name="channel",
            name="changed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="最近修改时间"),
        ),
        migrations.AddField(
            model_name="channel",
            name="remote",
            field=models.JSONField(blank=True, default=dict, verbose_name="渠道方状态"),
        ),
        migrations.AddField(
            model_name="delivery",
            name="progress",
            field=models.JSONField(blank=True, default=dict, verbose_name="办理进度"),
        ),
        migrations.AddField(
            model_name="delivery",
            name="evidence",
            field=models.CharField(blank=True, default="", max_length=64, verbose_name="佐证文件摘要"),
        ),
        migrations.AddField(
            model_name="delivery",
            name="evidence_name",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="佐证文件名"),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "等候推送"),
                    ("sending", "正在推送"),
                    ("sent", "已推送"),
                    ("failed", "推送失败，将重试"),
                    ("stopped", "需要人工处理"),
                    ("cancelled", "不再推送"),
                ],
                default="waiting",
                max_length=9,
                verbose_name="状态",
            ),
        ),
    ]
