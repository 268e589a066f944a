"""The agency's own place on this platform: an item is there the moment its row says so."""

from gongkai.disclosures.adapters.base import Account, Done, Job, Keep, Pending


class SiteAdapter:
    """Nothing to send: the page reads the same rows."""

    code, label, repeats = "site", "本平台", True

    def push(self, job: Job, keep: Keep) -> Done | Pending:
        """It is there, or gone, already."""
        return Done(job.action, job.version, address=f"/i/{job.key}/")

    def test(self, account: Account) -> str:
        """Always there."""
        return "本平台无须连接，信息发布后立即可见。"
