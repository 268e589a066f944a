"""The two READMEs say the same: the same commands, the same picture, in the order promised."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]


def commands(readme: Path) -> list[str]:
    """Every line of every shell block, without its remark."""
    blocks = re.findall(r"```sh\n(.*?)```", readme.read_text("utf-8"), re.DOTALL)
    return [re.split(r"\s+# ", line)[0].strip() for block in blocks for line in block.splitlines() if line.strip()]


def test_both_give_the_same_commands() -> None:
    english, chinese = map(commands, READMES)

    assert english == chinese
    assert {"./run", "./test"} <= set(english)


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_commands_come_first_then_the_picture_then_what_it_is_for(readme: Path) -> None:
    text = readme.read_text("utf-8")
    picture = re.search(r"!\[[^\]]+\]\((docs/images/[^)]+)\)", text)

    assert picture
    assert (ROOT / picture[1]).is_file()
    assert text.index("./run") < text.index(picture[0]) < text.index("\n## ")


@pytest.mark.parametrize(
    "page", [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")], ids=lambda p: str(p.relative_to(ROOT))
)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8"))

    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []
