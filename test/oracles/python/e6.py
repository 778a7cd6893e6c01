"""The traces of experiment E6 played anew on the real libraries over the stub driver: no server is needed. An opening takes 8 ms, through the slow way 308."""

import csv
import os

from libraries import LIBRARIES
from play import play
from stub import Server

HERE = os.path.dirname(os.path.abspath(__file__))


def scenarios():
    for line in open(os.path.join(HERE, 'e6-scenarios.txt')):
        if line.strip() and not line.startswith('#'):
            name, least, most, timeout, idle, life, way, end, kill, tasks = line.strip().split('|')
            yield {'name': name, 'min': int(least), 'max': int(most), 'timeout': int(timeout) / 1000, 'idle': int(idle) / 1000, 'life': int(life) / 1000,
                   'slow': way != 'direct', 'end': int(end), 'kill': None if kill == '-' else int(kill), 'tasks': tasks.split(',')}


def golden():
    rows = {}
    for row in csv.DictReader(open(os.path.join(HERE, 'e6-golden.csv'))):
        rows.setdefault((row['scenario'], row['pool']), {})[row['task']] = row
    return rows


def pool_of(library, server, one):
    if library == 'psycopg2':
        return LIBRARIES[library](server, minconn=one['min'], maxconn=one['max'])
    if library == 'sqlalchemy':
        return LIBRARIES[library](server, size=one['max'], overflow=0, timeout=one['timeout'], recycle=one['life'] or -1)
    more = {**({'max_idle': one['idle']} if one['idle'] else {}), **({'max_lifetime': one['life']} if one['life'] else {})}
    return LIBRARIES[library](server, jitter=True, min_size=one['min'], max_size=one['max'], timeout=one['timeout'], **more)


def run(one, library):
    """What each task saw: outcome, when, and on which connection by order of first use."""
    server = Server(connect=308 if one['slow'] else 8)
    pool = pool_of(library, server, one)
    server.until(400 if one['min'] else 50)
    server.begin()
    tasks = [(name, int(at), int(hold), None) for name, at, hold in ((task.split('@')[0], *task.split('@')[1].split('+')) for task in one['tasks'])]
    told = play(pool, server, tasks, one['end'], [] if one['kill'] is None else [(one['kill'], server.break_all)])
    order = []
    for seen in sorted((seen for seen in told.values() if 'got' in seen), key=lambda seen: seen['got']):
        if seen['number'] not in order:
            order.append(seen['number'])
    return {name: {'outcome': 'query_failed' if 'query_failed' in seen else 'acquired' if 'got' in seen else 'acquire_failed' if 'failed' in seen else 'none',
                   'at': seen.get('got', seen.get('failed')), 'conn': f"c{order.index(seen['number']) + 1}" if 'got' in seen else ''} for name, seen in told.items()}


def differences(one, library, recorded):
    """Sentences about what is not as it was recorded; in the demo scripts only who wins may differ."""
    seen = run(one, library)
    if one['name'].startswith('demo'):
        both = [sorted((row['outcome'], round(float(at) / 100)) for row, at in pairs) for pairs in (
            [(row, row['acquired_or_failed_ms']) for row in recorded.values()], [(row, row['at']) for row in seen.values() if row['at'] is not None])]
        return [] if both[0] == both[1] else [f'recorded {both[0]}, now {both[1]}']
    found = []
    for task, row in recorded.items():
        now = seen[task]
        if now['outcome'] != row['outcome']:
            found.append(f"{task}: {row['outcome']}, now {now['outcome']}")
        elif abs(now['at'] - float(row['acquired_or_failed_ms'])) > 75:
            found.append(f"{task}: at {row['acquired_or_failed_ms']}, now {now['at']:.0f}")
        elif row['conn'] not in ('', 'varies') and now['conn'] != row['conn']:
            found.append(f"{task}: on {row['conn']}, now {now['conn']}")
    return found
