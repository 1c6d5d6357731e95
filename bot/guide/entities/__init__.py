"""Particulars that a message tells: who it is about, how old, when, how many. Pure; standard library alone.

Rasa's pipeline and the counselor's summary read with the same eyes.
"""

from bot.guide.entities.days import day_of
from bot.guide.entities.entity import Entity
from bot.guide.entities.people import Person, merged, told_people
from bot.guide.entities.read import read_entities

__all__ = ["Entity", "Person", "day_of", "merged", "read_entities", "told_people"]
