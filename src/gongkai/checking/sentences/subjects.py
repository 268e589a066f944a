"""What each figure counts: topic by topic, from the words of its clause and of the clauses before it."""

import re

from gongkai.checking.sentences.mentions import Draft, Prose
from gongkai.checking.sentences.scope import Body, Scope, governs_region
from gongkai.checking.sentences.vocabulary import (
    APPLICANTS,
    CARRIED_IN,
    CARRIED_OUT,
    CHANNEL,
    CHANNEL_OF,
    DECISIONS,
    DOCUMENTS,
    HANDLED,
    INTAKE,
    OUTCOMES,
    REMEDY_CELLS,
    REMEDY_OUTCOMES,
    ROWS,
    Reading,
    Subject,
    cells_of,
)
from gongkai.statute.claims import ClaimKind
from gongkai.statute.report import Report

# Literals only, longest first: the engine then skips by first characters. Words under "" change no topic.
_TOPIC_WORDS = {
    "remedy": "复议申请 复议 诉讼 应诉",
    "other": "诉求 热线 留言 工单 建议 提案 议案 信访 咨询 来访 投诉 举报 信箱 来信 培训 问政 会议 许可申请 调研"
    " 解读 专栏 栏目 访谈 征集 回应 线索 指南",
    "": "申请人 申请表 申请执行 申请救助 申请强制",
    "requests": "信息公开申请 依申请 公开申请 申请公开 申请件 申请",
    "fee": "信息处理费 收费 缴费",
    "documents": "规范性文件 规章",
    "published": "主动公开 发布 公开政府信息 公开信息 公开各类 公开政务信息 推送",
}
_TOPIC_OF = {word: topic for topic, words in _TOPIC_WORDS.items() for word in words.split()}
_TOPIC = re.compile("|".join(sorted(_TOPIC_OF, key=len, reverse=True)))
_OUTCOME_HINT = re.compile(
    "公开|提供|处理|秘密|安全|第三方|内部事务|过程性|案卷|查询事项|掌握|制作|明确|投诉|重复申请|出版物|大量反复|确认|逾期"
)
_SCOPE_HINT = re.compile(r"[年月季全我本市县区镇乡局委厅办府位门机街公医学大中]")
_SECTION_TOPICS = {3: "requests", 4: "remedy"}
_TIED_SECTIONS = frozenset((0, 1, 2, 3, 4, 6))
_REQUEST_UNITS = frozenset(("件", "份", "例", "宗", "起", "条", "件次", "个"))
_SURE_UNITS = frozenset(("件", "份", "例", "宗", "起", "件次"))
_COUNTED_UNITS = _REQUEST_UNITS | {"项", "次", "篇", "部", "期", "则"}
_DOCUMENT_UNITS = frozenset(("件", "份", "个", "部", "项", "条"))

_ONWARD = re.compile(
    r"(?:结转|转结|转|顺延|延续|顺转|转接|延至|留待)(?:到|至|入|为|给|下)?(?:下一?年|次年|明年|翌年|年度|(?P<year>20\d\d)年)|转下(?:一?年)"
)
_FROM_BEFORE = re.compile(
    r"(?:上一?年|去年|往年)(?:度)?(?:的)?(?:未办结)?(?:结转|转结|遗留|转入|接转)|结转(?:上一?年|去年|往年)|承接上一?年"
    r"|(?P<year>20\d\d)年度?(?:未办结)?(?:结转|转结|遗留|转入)(?!下|至|到|20)"
)
_NARROW = re.compile(
    r"通过|经由|网上|网络|互联网|在线|线上|线下|当面|现场|来信|信函|邮寄|邮件|邮箱|传真|书面|口头|窗口|平台|渠道|系统"
    r"|涉及|关于(?!政府信息|信息公开|依申请)|有效|重复|恶意|同一|转办|交办|撤回|撤销|补正|征求|延期|超期|逾期|剩余|余下|另|还有"
    r"|重大|疑难|复杂|指导|审核|协助|协调|会商|会办|名申请人|位申请人|未|没有|无|分办|督办|清单|事项|流程|制度"
)
_HEDGED = re.compile(r"其中|按时|按期|及时|时限|期限|当场|[及即]时|含|包括|约|分别")
_FILLER = re.compile(
    r"(?:政府信息公开|信息公开|政府信息|申请|答复|办理|处理|决定|情形|情况|结果|的|类|了|件数|数量?|共计?|合计|总计|计|有|为|是|：|:|“|”|告知|公开|\s)*$"
)
_PLAINLY = re.compile(
    r"(?:办理|处理)了?(?:政府信息|依申请|信息)公开(?:政府信息)?(?:申请|件|事项|案件)*(?:共计?|合计|总计|：|为)*$|公开办理(?:有|共|为)*$"
)
_EXPLICIT = re.compile(r"信息公开[^，。；]{0,6}申请|依申请|公开申请|申请公开|信息申请")
_JOIN = re.compile(r"[、和及与或](?:其中|者)?$|以及$|^$")
_OUTCOME = re.compile("|".join(f"(?P<o{i}>{s.words})" for i, s in enumerate((*ROWS, *OUTCOMES))))
_OUTCOME_SUBJECTS = (*ROWS, *OUTCOMES)
_INTAKE = tuple((subject, re.compile(subject.words)) for subject in (*INTAKE, HANDLED))
_APPLICANT = tuple((code, re.compile(words), columns) for code, words, columns in APPLICANTS)
_DOCUMENT_VERBS = tuple((code, re.compile(words), readings) for code, words, readings in DOCUMENTS)
_DOCUMENT_NOUN = re.compile(r"(?P<administrative>行政)?规范性文件|(?P<rule>政府规章|规章)")
_DOCUMENT_TAIL = re.compile(r"(?:总?数量?|共计?|合计|总计|有|为|了|保留|：|:|“|”|\s)*$")
_DOCUMENT_OTHERS = re.compile(
    r"解读|审查|清理|征求|意见|备案|部门|党内|党委|重大|拟|评估|草案|类|库|转发|上级|国家|省|本级|联合|起草|合法性|修改|修订|失效|宣布"
)
_REMEDY_OUTCOME = tuple((code, re.compile(words)) for code, words in REMEDY_OUTCOMES)
# An authority tells of the cases it decides as well as of those it is a party to.
_REMEDY_OF_OTHERS = re.compile(r"审结|办结|审理|受理|办理|作出|作为|出庭|参与|代理|承办|其中")
_REMEDY_DOUBT = re.compile(r"一审|二审|再审|新增|新收|上年|结转|累计|应诉")
_DECISION = tuple(
    (code, re.compile(rf"(?:作出|实施|办理|下达)了?{words}(?:决定|案件)?(?:共计?|总计)?$"))
    for code, words in DECISIONS
)
_NOT_OURS = re.compile(r"建议|提案|议案|热线|诉求|留言|工单|信箱|咨询|许可申请|救助")


class Classifier:
    """Walks the figures of a paragraph in order; a clause without an object inherits the topic before it."""

    def __init__(self, report: Report, section: int) -> None:
        self.report = report
        self.section = section
        self.narrower = False
        self.scope = Scope("", report)

    def classify(self, prose: Prose) -> None:
        """Fill topic, year, subject and cells of every figure."""
        text = prose.text
        topic = _SECTION_TOPICS.get(self.section, "")
        asks = self.section == 3 or "申请" in text
        sentence, seen_to = -1, 0
        for draft in prose.drafts:
            topic = self._topic(draft, topic)
            draft.topic = topic
            if draft.kind is ClaimKind.AMOUNT:
                self._fee(draft)
                continue
            if draft.kind is not ClaimKind.COUNT:
                continue
            if draft.unit not in _COUNTED_UNITS:
                continue
            found = self._subject(draft, asks)
            if found is None:
                self._published(draft)
                continue
            code, readings, certain = found
            draft.subject = code
            if draft.sentence != sentence or _SCOPE_HINT.search(text, seen_to, draft.start):
                sentence = draft.sentence
                self.scope = Scope(text[draft.sentence_start : draft.start], self.report)
            seen_to = draft.end
            draft.year = self.scope.year
            if self.section in _TIED_SECTIONS and self.scope.this_year:
                self._tie(draft, readings, certain)

    def _topic(self, draft: Draft, topic: str) -> str:
        words = _TOPIC.findall(draft.before)
        if words:
            topic = _TOPIC_OF[words[-1]] or topic
        following = _TOPIC.search(draft.after, 0, 14) if draft.after else None
        if following is not None:
            topic = _TOPIC_OF[following[0]] or topic
        return topic

    def _tie(self, draft: Draft, readings: tuple[Reading, ...], certain: bool) -> None:
        own = self.scope.body
        if own is Body.NARROWER:
            self.narrower = True
        elif own is Body.OWN:
            self.narrower = False
        if self.narrower:
            return
        found = tuple(cells for reading in readings if (cells := cells_of(reading, self.report)))
        if not found:
            return
        draft.cells, draft.readings = found[0], found[1:]
        draft.certain = certain and draft.exact and own is not Body.DOUBTFUL

    def _subject(self, draft: Draft, asks: bool) -> tuple[str, tuple[Reading, ...], bool] | None:
        if draft.topic == "documents" or "规范性文件" in draft.after or "规章" in draft.after:
            found = self._document(draft)
            if found is not None:
                return found
        if draft.topic == "remedy":
            return self._remedy(draft) if draft.unit in _SURE_UNITS else None
        if asks and draft.unit in _REQUEST_UNITS:
            found = self._carried(draft) or self._outcome(draft)
            if found is not None:
                return found
            if draft.topic == "requests":
                return self._applicant(draft) or self._intake(draft)
        for code, pattern in _DECISION:
            if pattern.search(draft.clause):
                return f"decisions.{code}", ((f"t2.{code}",),), False
        if "收费通知" in draft.clause or "收费通知" in draft.after:
            return "fees.notices", (), False
        return None

    def _carried(self, draft: Draft) -> tuple[str, tuple[Reading, ...], bool] | None:
        year = self.report.year
        for words in (draft.after, draft.clause):
            if not words or ("转" not in words and "延" not in words and "遗留" not in words):
                continue
            out = _ONWARD.search(words)
            if out is not None and (out["year"] is None or year is None or int(out["year"]) == year + 1):
                return CARRIED_OUT.code, CARRIED_OUT.readings, not _NOT_OURS.search(words)
            back = _FROM_BEFORE.search(words)
            if back is not None and (back["year"] is None or year is None or int(back["year"]) == year - 1):
                return CARRIED_IN.code, CARRIED_IN.readings, not _NOT_OURS.search(words)
        return None

    def _outcome(self, draft: Draft) -> tuple[str, tuple[Reading, ...], bool] | None:
        clause = draft.clause
        terms = list(_OUTCOME.finditer(clause)) if _OUTCOME_HINT.search(clause) else []
        if not terms or not _FILLER.match(clause, terms[-1].end()) or _NOT_OURS.search(clause):
            return None
        chain = [terms[-1]]
        for term in reversed(terms[:-1]):
            between = clause[term.end() : chain[0].start()]
            if between and _JOIN.match(between):
                chain.insert(0, term)
            else:
                break
        subjects = [self._outcome_subject(term) for term in chain]
        certain = all(subject.certain for subject in subjects) and draft.unit in _SURE_UNITS
        if len(subjects) > 1:
            reading = tuple(code for subject in subjects for code in subject.readings[0])
            return "+".join(dict.fromkeys(s.code for s in subjects)), (tuple(dict.fromkeys(reading)),), certain
        readings: tuple[Reading, ...] = subjects[0].readings
        for term in terms[
            :-1
        ]:  # 由于不掌握而无法提供 may mean the row alone; 因不掌握等原因无法提供 means the group
            row = self._outcome_subject(term)
            if row in ROWS and not clause.startswith("等", term.end()):
                readings = (*readings, row.readings[0])
        return subjects[0].code, readings, certain

    @staticmethod
    def _outcome_subject(term: "re.Match[str]") -> Subject:
        return _OUTCOME_SUBJECTS[int((term.lastgroup or "o0")[1:])]

    def _applicant(self, draft: Draft) -> tuple[str, tuple[Reading, ...], bool] | None:
        for code, words, columns in _APPLICANT:
            match = words.search(draft.clause) or words.match(draft.after.lstrip("为是由属于的"))
            if match is None:
                continue
            if match.string is draft.clause and not _FILLER.match(draft.clause[match.end() :].replace("提出", "")):
                return None
            new = tuple(f"t3.new.{c}" for c in columns)
            carried = tuple(f"t3.carried_in.{c}" for c in columns)
            done = tuple(f"t3.result.total.{c}" for c in columns)
            certain = draft.unit in _SURE_UNITS and not _NARROW.search(draft.clause)
            return code, (new, (*new, *carried), done), certain
        return None

    def _intake(self, draft: Draft) -> tuple[str, tuple[Reading, ...], bool] | None:
        clause = draft.clause
        if _NARROW.search(clause) or _NARROW.search(draft.after[:8]) or _NOT_OURS.search(clause):
            return None
        said = clause + draft.after
        explicit = bool(_EXPLICIT.search(said))
        found = [s for s, words in _INTAKE if words.search(clause) and (explicit or s.code != "requests.processed")]
        if not found:
            return None
        if len(found) > 1 and found[-1].code != "requests.handled":
            found = found[:1]  # "新收到": the plainer verb inside says nothing more
        elif len(found) > 1:
            found = [s for s in found if s.code != "requests.processed"]
        readings = tuple(dict.fromkeys(reading for subject in found for reading in subject.readings))
        certain = (
            draft.unit in _SURE_UNITS
            and not _HEDGED.search(clause)
            and (explicit or (found[0].code == "requests.handled" and "申请" not in said))
            and (found[0].code != "requests.processed" or bool(_PLAINLY.search(clause)))
        )
        return found[-1].code, readings, certain

    def _document(self, draft: Draft) -> tuple[str, tuple[Reading, ...], bool] | None:
        if draft.unit not in _DOCUMENT_UNITS:
            return None
        nouns = list(_DOCUMENT_NOUN.finditer(draft.clause))
        noun = nouns[-1] if nouns else None
        if noun is not None:
            if not _DOCUMENT_TAIL.fullmatch(draft.clause, noun.end()):
                return None
        else:
            noun = _DOCUMENT_NOUN.match(draft.after)
            if noun is None or not _ends(draft.after, noun.end()):
                return None
        row = "rule" if noun["rule"] else "normative"
        verbs = [(code, readings) for code, words, readings in _DOCUMENT_VERBS if words.search(draft.clause)]
        if not verbs:
            return f"documents.{row}", (), False
        code, readings = verbs[0]
        if len(verbs) > 1 and {code for code, _ in verbs} != {"made", "published"}:
            if verbs[0][0] == "repealed" and "已" not in draft.clause:
                return f"documents.{row}", (), False
        elif len(verbs) > 1:
            code, readings = next(v for v in verbs if v[0] == "made")
        certain = (
            code != "published"
            and draft.unit != "条"
            and not _DOCUMENT_OTHERS.search(draft.clause)
            and not _HEDGED.search(draft.clause)
            and (row == "rule" or bool(noun["administrative"]) or not governs_region(self.report))
        )
        named: tuple[Reading, ...] = tuple(tuple(cell.format(row=row) for cell in reading) for reading in readings)
        return f"documents.{row}.{code}", named, certain

    def _remedy(self, draft: Draft) -> tuple[str, tuple[Reading, ...], bool] | None:
        clause = draft.clause if ("复议" in draft.clause or "诉讼" in draft.clause) else draft.clause + draft.after
        reviewed, sued = clause.rfind("复议"), clause.rfind("诉讼")
        if "未经复议" in clause or "直接起诉" in clause:
            groups: Reading = ("t4.litigation_direct",)
        elif "复议后" in clause:
            groups = ("t4.litigation_after_reconsideration",)
        elif reviewed >= 0 and sued >= 0:
            groups = (*REMEDY_CELLS["reconsideration"], *REMEDY_CELLS["litigation"])
        elif reviewed >= 0:
            groups = REMEDY_CELLS["reconsideration"]
        elif sued >= 0:
            groups = REMEDY_CELLS["litigation"]
        else:
            return None
        if _REMEDY_OF_OTHERS.search(draft.before) or not (
            self.section == 4 or "公开" in draft.before or "公开" in draft.after
        ):
            return None
        outcome = next((code for code, words in _REMEDY_OUTCOME if words.search(draft.clause + draft.after)), None)
        name = "litigation" if len(groups) != 1 or "litigation" in groups[0] else "reconsideration"
        if outcome is not None:
            return f"remedies.{name}.{outcome}", (tuple(f"{g}.{outcome}" for g in groups),), False
        readings: tuple[Reading, ...] = (tuple(f"{g}.total" for g in groups),)
        if name == "litigation" and len(groups) == 2:
            readings = (*readings, (f"{groups[0]}.total",), (f"{groups[1]}.total",))
        decided = tuple(f"{g}.{o}" for g in groups for o in ("upheld", "corrected", "other"))
        certain = draft.unit in _SURE_UNITS and not _REMEDY_DOUBT.search(draft.before) and draft.depth == 0
        return f"remedies.{name}", (*readings, decided), certain

    def _fee(self, draft: Draft) -> None:
        said = draft.clause + draft.after
        if "处理费" in said or (draft.topic == "fee" and "收取" in draft.clause):
            draft.subject = "fees.noticed" if "通知" in draft.clause else "fees.collected"

    @staticmethod
    def _published(draft: Draft) -> None:
        channels = CHANNEL.findall(draft.clause)
        if channels:
            draft.subject = CHANNEL_OF[channels[-1]]
        elif draft.topic == "published" and ("信息" in draft.clause or "信息" in draft.after):
            draft.subject = "items.published"


def _ends(after: str, index: int) -> bool:
    """Whether nothing but a verb or the end follows the noun."""
    return index >= len(after) or after[index] in "的均并已予全"
