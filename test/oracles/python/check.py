#!/usr/bin/env python3
"""Plays the scripts of the pool notes §7 and the traces of E6 on the installed psycopg2, SQLAlchemy and psycopg_pool, and prints which differ from the goldens.

    /usr/bin/python3 check.py              all of it (about five minutes); ends with 1 if anything differs
    /usr/bin/python3 check.py scripts Q4   only scripts whose name begins so
    /usr/bin/python3 check.py e6 s4        only traces whose name begins so
    /usr/bin/python3 check.py record       writes golden.json anew, to be read line by line before it is kept
"""

import json
import os
import re
import sys
from importlib.metadata import version

import e6
from scripts import SCRIPTS

FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'golden.json')
CLOSE_MS = 40


def same(was, now):
    """Equal but for milliseconds that are close."""
    if isinstance(was, (int, float)) and not isinstance(was, bool) and was >= CLOSE_MS:
        return abs(was - now) <= CLOSE_MS
    if not isinstance(was, str):
        return was == now
    numbers = [[float(n) for n in re.findall(r'\d+', text)] for text in (was, str(now))]
    return re.sub(r'\d+', '#', was) == re.sub(r'\d+', '#', str(now)) and all(a == b or (a >= CLOSE_MS and abs(a - b) <= CLOSE_MS) or (a == 0 and b <= CLOSE_MS) for a, b in zip(*numbers))


def check_scripts(begins):
    golden = json.load(open(FILE))
    differ = 0
    for name in (name for name in SCRIPTS if name.startswith(begins)):
        now = SCRIPTS[name]()
        wrong = [f'{key}: {golden[name].get(key)}, now {value}' for key, value in now.items() if not same(golden[name].get(key), value)]
        differ += bool(wrong)
        print(f"{'differs' if wrong else 'same   '}  {name}{': ' if wrong else ''}{'; '.join(wrong)}", flush=True)
    return differ


def check_e6(begins):
    golden = e6.golden()
    differ = 0
    for one in (one for one in e6.scenarios() if one['name'].startswith(begins)):
        for library in ('psycopg2', 'sqlalchemy', 'psycopg_pool'):
            recorded = golden.get((one['name'], library))
            if recorded is None:
                continue
            wrong = e6.differences(one, library, recorded)
            differ += bool(wrong)
            print(f"{'differs' if wrong else 'same   '}  {one['name']} {library}{': ' if wrong else ''}{'; '.join(wrong)}", flush=True)
    return differ


def main(what='all', begins=''):
    print('psycopg2', version('psycopg2'), '· SQLAlchemy', version('SQLAlchemy'), '· psycopg_pool', version('psycopg-pool'))
    if what == 'record':
        json.dump({name: script() for name, script in SCRIPTS.items()}, open(FILE, 'w'), indent=1)
        return 0
    differ = (check_scripts(begins) if what in ('all', 'scripts') else 0) + (check_e6(begins) if what in ('all', 'e6') else 0)
    print(f'{differ} differ' if differ else 'nothing differs')
    return 1 if differ else 0


code = main(*sys.argv[1:])
sys.stdout.flush()
os._exit(code)  # threads of the scripts may still hold connections
