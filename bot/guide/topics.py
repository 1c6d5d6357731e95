"""The closed list of what a message can be about, and those worth offering in a menu."""

from __future__ import annotations

SMALL_TALK = ("greet", "thanks", "goodbye", "chitchat", "nonsense", "repeat")
SERVICES = (
    "phone_consult", "web_consult", "visit_consult", "online_consult", "home_visit", "contracted_visit",
    "place", "place_run", "family_class", "family_association", "association_seminar",
    "pamphlet", "leaflet", "website_koho", "staff_training", "case_conference", "network_meeting",
    "case_study_meeting", "outreach_lecture", "supporter_training", "citizen_forum", "about_section",
)  # fmt: skip
REFERRALS = (
    "referral_work", "referral_medical", "referral_school", "referral_welfare", "referral_elderly",
    "referral_development", "referral_prefecture",
)  # fmt: skip
ATTRIBUTES = ("privacy", "cost", "eligibility", "hours")
OTHERS = (
    "bot_identity", "what_can_you_do", "family_class_book", "first_step", "how_to_treat",
    "talk_to_human", "complaint", "out_of_scope",
)  # fmt: skip
TOPICS = frozenset((*SMALL_TALK, *SERVICES, *REFERRALS, *ATTRIBUTES, *OTHERS))

_CORE = (
    "first_step",
    "phone_consult",
    "web_consult",
    "family_class",
    "place",
    "how_to_treat",
    "talk_to_human",
)


def core_topics() -> tuple[str, ...]:
    """The topics a menu offers first, in the order a family would meet them."""
    return _CORE
