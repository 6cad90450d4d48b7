"""The records that flow through govdoc: frozen dataclasses on the standard library alone."""

from govdoc.model.account import Account, AccountRole, Entered
from govdoc.model.address import Address, AddressEntry, Shape, State, Visit
from govdoc.model.change import Change, ChangeKind
from govdoc.model.correction import Corrected, Correction, CorrectionKind, CorrectionState, Step
from govdoc.model.decision import Decision, DecisionKind, DecisionState, Ruled
from govdoc.model.document import Block, BlockKind, Document, Seal
from govdoc.model.due import Due, DueKind, Light
from govdoc.model.evidence import Evidence, Status
from govdoc.model.gap import Gap, GapItem, GapStatus
from govdoc.model.handbook import Entry, Guide, Sense
from govdoc.model.inspected import Inspected
from govdoc.model.ledger import Finding, Ledger, LedgerEntry
from govdoc.model.listing import MatchEntry
from govdoc.model.match import Match, Reason
from govdoc.model.notice import (
    Attachment,
    Contact,
    Deadline,
    DurationUnit,
    Indicator,
    IndicatorKind,
    Notice,
    Option,
    Parsed,
    Period,
    Question,
    Questionnaire,
    Reference,
    Requirement,
    RequirementKind,
    Responsible,
    Role,
    Section,
    Stage,
    Submission,
    Task,
    Threshold,
    Within,
)
from govdoc.model.periodic import Periodic, PeriodicState
from govdoc.model.place import Place
from govdoc.model.review import ReviewRow, Waits
from govdoc.model.round import FileKept, Round
from govdoc.model.span import Fact, Remark, Span
from govdoc.model.survey import OptionCount, QuestionTally, Refusal, Response, Tally
from govdoc.model.unit import Cell, Doubt, Unit

__all__ = [
    "Account",
    "AccountRole",
    "Address",
    "AddressEntry",
    "Attachment",
    "Block",
    "BlockKind",
    "Cell",
    "Change",
    "ChangeKind",
    "Contact",
    "Corrected",
    "Correction",
    "CorrectionKind",
    "CorrectionState",
    "Deadline",
    "Decision",
    "DecisionKind",
    "DecisionState",
    "Document",
    "Doubt",
    "Due",
    "DueKind",
    "DurationUnit",
    "Entered",
    "Entry",
    "Evidence",
    "Fact",
    "FileKept",
    "Finding",
    "Gap",
    "GapItem",
    "GapStatus",
    "Guide",
    "Indicator",
    "IndicatorKind",
    "Inspected",
    "Ledger",
    "LedgerEntry",
    "Light",
    "Match",
    "MatchEntry",
    "Notice",
    "Option",
    "OptionCount",
    "Parsed",
    "Period",
    "Periodic",
    "PeriodicState",
    "Place",
    "Question",
    "QuestionTally",
    "Questionnaire",
    "Reason",
    "Reference",
    "Refusal",
    "Remark",
    "Requirement",
    "RequirementKind",
    "Response",
    "Responsible",
    "ReviewRow",
    "Role",
    "Round",
    "Ruled",
    "Seal",
    "Section",
    "Sense",
    "Shape",
    "Span",
    "Stage",
    "State",
    "Status",
    "Step",
    "Submission",
    "Tally",
    "Task",
    "Threshold",
    "Unit",
    "Visit",
    "Waits",
    "Within",
]
