"""Verbs of questions about the news, for telling where a clause has its verb."""

from __future__ import annotations

from ingest.text.wordlist import wordlist

VERBS = frozenset(
    wordlist("""
    accept act add admit agree allow announce appeal approve arrest arrive ask attack attend avoid
    back ban become begin believe block boycott break build buy call cancel cause change charge
    choose claim close collapse come complain confirm continue cost crash cut decide decline
    delay demand deny die disappear dismiss drop end enter escape expand expect expire face fail
    fall fight file find fine fire flee follow gain get give go grow halt happen help hit hold
    hope increase invade invest join keep kill lay leave let lift lose make march meet miss move
    need object offer open oppose order pay plan postpone promise protest publish pull push put
    quit raise reach recall receive refuse reject release remain remove reopen report resign
    respond resume return review rise rule run say seek seize sell send set settle sign sink sit
    spend spread stand start stay step stop strike sue suffer support suspend take talk tell think
    threaten threw try turn use visit vote wait walk want warn win withdraw work
    """)
)
"""Base forms that follow a subject in a question of news ("did the strike end")."""

__all__ = ["VERBS"]
