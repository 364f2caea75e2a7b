"""What the files of ``knowledge/`` hold, as types; the field comments are the file format.

A file is a list of such records. Fields that name another record do so by its id; the check in
``charley.schema.check`` makes sure that each such id exists.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Level = Literal["SELF_CARE", "ROUTINE", "SOON", "URGENT", "EMERGENCY"]
LEVELS: tuple[Level, ...] = ("SELF_CARE", "ROUTINE", "SOON", "URGENT", "EMERGENCY")


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A record of a knowledge file; an unknown field is an error."""

    id: str


class Finding(Record, frozen=True, kw_only=True):
    """``findings/*.yml``: something that can be said of a patient."""

    label: str  # plain words that fit into "Have you noticed ...?"
    kind: Literal[
        "symptom",
        "sign",
        "course",
        "timing",
        "trigger",
        "relief",
        "posture",
        "history",
        "risk",
        "exposure",
        "context",
    ]
    danger: bool = False  # a sign (not a risk) that an EMERGENCY or URGENT rule reads
    attributes: tuple[str, ...] = ()  # which attributes a fact of it may carry
    implies: tuple[str, ...] = ()  # present here means present there
    opposite: tuple[str, ...] = ()  # present here means absent there, and the other way round
    # finding told before -> the words of it that take it back
    withdraws: dict[str, tuple[str, ...]] = {}
    not_: dict[str, str] = msgspec.field(name="not", default_factory=dict)  # look-alike: why not


class Place(Record, frozen=True, kw_only=True):
    """``places.yml``: a part of the body."""

    label: str
    part_of: str | None = None
    say: tuple[str, ...] = ()


class Group(Record, frozen=True, kw_only=True):
    """``groups.yml``: a named set of finding ids and ``class:<medicine class>``."""

    label: str
    any_of: tuple[str, ...]


class Source(Record, frozen=True, kw_only=True):
    """``sources.yml``: where a statement comes from."""

    title: str
    kind: Literal[
        "guideline",
        "review",
        "trial",
        "cohort",
        "case",
        "reference",
        "article",
        "patient_page",
        "judgement",
        "general_knowledge",
    ]
    year: int | None = None
    read: Literal["full", "abstract", "copy", "none"] = "none"  # how much of it was read
    note: str = ""


class Rule(Record, frozen=True, kw_only=True):
    """``red_flags/*.yml`` and ``amber_flags.yml``: when a warning fires.

    ``when`` and ``unless`` are expressions; their grammar stands in ``charley.reasoning.grammar``.
    """

    level: Level
    label: str
    when: Any
    unless: Any = None  # an exclusion counts only when it was said to be present
    raise_to: tuple[dict[str, Any], ...] = ()  # {level, when}: the same rule at a higher level
    indicates: tuple[str, ...] = ()  # cause ids
    reason: str  # one or two plain sentences for the person
    action: str = ""  # whom to call, where it differs from what the level says
    also: str = ""  # what to do or leave besides
    strengthened_by: tuple[str, ...] = ()  # findings that are named in the reason when present
    sources: tuple[str, ...]
    verify: bool = False  # no source was read for it
    optional: bool = False  # not scored where cases are compared


class Evidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One item that speaks for or against a cause."""

    when: Any  # an expression, as in a rule
    strength: Literal["++", "+", "-", "--"] | None = None
    ratio: float | None = None  # a published likelihood ratio, instead of a strength
    family: str = ""  # of several items of one family only the strongest counts
    text: str  # the reason in plain words, "pain that comes with walking"
    sources: tuple[str, ...]


class EvidenceSet(Record, frozen=True, kw_only=True):
    """``evidence_sets.yml``: evidence that several causes share, weighed alike for all."""

    label: str
    generic: bool = False  # says what kind of trouble it is, and by itself points at no one cause
    evidence: tuple[Evidence, ...]


class Cause(Record, frozen=True, kw_only=True):
    """``causes/*.yml``: an explanation that Charley can name."""

    label: str
    group: str | None = None
    prior: float  # relative weight among adults who ask about leg cramps (brief, section b)
    priors: tuple[
        dict[str, Any], ...
    ] = ()  # {when, prior}: the first that holds replaces ``prior``
    requires: Any = None  # a gate: an expression that must be true for the cause to count
    default_level: Level
    levels: tuple[dict[str, Any], ...] = ()  # {when, level}: the first that holds replaces it
    rules: tuple[str, ...] = ()  # its own red and amber flags
    shares: tuple[str, ...] = ()  # evidence sets that it takes up
    evidence: tuple[Evidence, ...]
    explanation: str  # what it is, in plain words
    why_not: str = ""  # what would make it look different
    codes: dict[str, Any] = {}
    sources: tuple[str, ...]


class MedicineClass(Record, frozen=True, kw_only=True):
    """``medicines/*.yml``: a class of medicines, with its names."""

    label: str
    role: Literal["linked", "treatment", "extra"] = "linked"
    evidence: Literal["A", "B", "C"] | None = None
    mechanisms: tuple[str, ...] = ()
    about: str = ""  # what is known, in plain words
    generics: tuple[
        dict[str, Any], ...
    ] = ()  # {name, atc, brands: [...], misspellings: [...], also: [classes], substance: bool}
    plain_words: tuple[str, ...] = ()  # "(water|fluid) tablet": these name the class
    possible_words: tuple[str, ...] = ()  # "cholesterol tablet": these only make it likely
    sources: tuple[str, ...] = ()


class Question(Record, frozen=True, kw_only=True):
    """``questions.yml``: a question with its wordings; words in {braces} follow the person."""

    label: str
    article: str | None = None
    ask: str
    retry: str  # a differently worded second try, with examples
    why: str  # why we ask, one sentence
    options: tuple[dict[str, str], ...] = ()  # {title, say}: what the button shows and what it says
    covers: tuple[str, ...] = ()  # findings that this question is about
    findings: tuple[str, ...] = ()  # red_flag_screen: what a plain "no" denies
    attributes: tuple[str, ...] = ()  # circumstances of any fact that answer the question
    sources: tuple[str, ...] = ()


class Advice(Record, frozen=True, kw_only=True):
    """``advice/*.yml``: something to do or not to do, or what is known of a remedy."""

    kind: Literal["reassurance", "self_care", "do_not", "treatment_fact", "follow_up", "safety_net"]
    text: str
    when: Any = None  # shown only if this expression is true
    unless: Any = None  # never shown if this expression is true
    levels: tuple[Level, ...] = ()  # shown only at these levels; empty is all
    causes: tuple[str, ...] = ()  # shown only if one of these is likely or possible; empty is all
    priority: int = 50  # smaller is said first
    evidence: str = ""
    item: str = ""  # SC1..SC12 of the handbook, ARTICLE-H1 and so on
    sources: tuple[str, ...]


class Complication(Record, frozen=True, kw_only=True):
    """``complications.yml``: what an untreated cause can lead to."""

    text: str
    causes: tuple[str, ...]  # said if one of these is likely or possible
    when: Any = None
    item: str = ""
    sources: tuple[str, ...]


class LevelText(Record, frozen=True, kw_only=True):
    """``levels.yml``: how soon to get help; the id is a Level."""

    label: str
    action: str
    timeframe: str
    variants: tuple[dict[str, Any], ...] = ()  # {when, action}: the first that holds
    sources: tuple[str, ...]


class Modifier(Record, frozen=True, kw_only=True):
    """``modifiers.yml``: who is seen sooner when something is new, worse, or amber."""

    label: str
    when: Any
    typical: tuple[str, ...] = ()  # causes that belong to the state and raise nothing
    always: bool = False  # raises even if nothing is new, worse or amber
    sources: tuple[str, ...]


class Faq(Record, frozen=True, kw_only=True):
    """``faq.yml``: a question of the person's own, and its answer."""

    examples: tuple[str, ...]  # ways to ask it
    answer: tuple[str, ...]  # short messages, one idea each
    item: str = ""  # the item of the article that it answers
    sources: tuple[str, ...] = ()


class FindingQuestion(Record, frozen=True, kw_only=True):
    """``finding_questions.yml``: how one finding is asked about, where its label will not do."""

    ask: str
    retry: str = ""
    why: str = ""
    obvious: bool = False  # nobody would leave it out of their story: asked after the others
    screen: str = ""  # the finding in the few words of the red-flag screen
    screen_for: Literal["all", "pregnant", "child", ""] = ""
    screen_part: Literal["leg", "body", "below", ""] = ""  # the line of the screen it stands in
    screen_also: tuple[str, ...] = ()  # findings that the same few words of the screen name
    ground: Any = None  # an expression: what must be so to make the question worth asking
    sources: tuple[str, ...] = ()


class Text(Record, frozen=True, kw_only=True):
    """``texts.yml``: any other sentence that people read; several are several messages."""

    text: tuple[str, ...]
    sources: tuple[str, ...] = ()


class Topic(Record, frozen=True, kw_only=True):
    """``topics.yml``: what people call a cause, or a part of the result, when they ask about it."""

    say: tuple[str, ...]
    instead: bool = False  # the result answers it better than the FAQ does


class Country(Record, frozen=True, kw_only=True):
    """``countries.yml``: whom to call. ``advice`` completes "For advice, ..."."""

    label: str
    emergency: str
    advice: str
    crisis: str  # completes "Please talk to someone now: ..."
    say: tuple[str, ...]


class Relation(Record, frozen=True, kw_only=True):
    """``people.yml``: someone whom a carer may ask for."""

    label: str  # "your dad"
    say: tuple[str, ...]  # words that follow "my" or "our"
    sex: Literal["F", "M"] | None = None
