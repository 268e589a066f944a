"""What is found and what is shown of it. The inverted index itself stands beside, in the database's own form.

On SQLite `search_body` and `search_title` are FTS5 tables without content; on PostgreSQL `search_tokens` holds the
tokens (under GIN) and the folded text. Everything here is derived from the documents and can be built again.
"""

from django.db import models


class Entry(models.Model):
    """One document in the order of results: what is filtered and counted, in a row as narrow as can be.

    `number` is the date's ordinal and the key (see `numbering`), so that a larger number is a newer document.
    """

    number = models.BigAutoField("次序", primary_key=True)
    key = models.BigIntegerField("文件", unique=True)
    date = models.DateField("日期")
    agency = models.BigIntegerField("机关")
    column = models.BigIntegerField("栏目")
    year = models.IntegerField("年份")
    kind = models.CharField("种类", max_length=32)
    validity = models.CharField("效力", max_length=32)
    title_digest = models.BigIntegerField("标题摘要")

    class Meta:
        """The digest finds titles that are the query itself."""

        indexes = (models.Index(name="search_entry_title", fields=["title_digest", "number"]),)


class Shown(models.Model):
    """What a hit shows: the title and the text, compressed."""

    key = models.BigAutoField("文件", primary_key=True)
    title = models.TextField("标题")
    body = models.BinaryField("正文")
