"""The scripts of the pool notes §7 for the three libraries. Each returns what it saw as a flat table of words and milliseconds (rounded to 10; the first 30 are 0)."""

from libraries import PsycopgPool, Psycopg2, SqlAlchemy
from play import play
from stub import Server

FOREVER = 60_000


def near(ms):
    return None if ms is None else 0 if ms < 30 else int(round(ms / 10.0) * 10)


def when(told, *names):
    """`B: got 400` or `B: failed 200`; someone who still waits got nothing."""
    return {name: f"got {near(told[name]['got'])}" if 'got' in told[name] else f"failed {near(told[name]['failed'])}" if 'failed' in told[name] else 'waits' for name in names}


def refused_until(ms, after=0):
    return lambda now: after if now < ms else None


# ------------------------------------------------------------------------------------------------------------------------ SQLAlchemy

def S1():
    server = Server(connect=50, refuses=refused_until(400, 300))
    told = play(SqlAlchemy(server, size=1, overflow=0, timeout=1), server, [('A', 0, FOREVER, None), ('B', 100, FOREVER, None), ('D', 500, 100, None)], 900)
    return when(told, 'A', 'B', 'D')


def S2():
    server = Server(connect=200, refuses=refused_until(50, 300))
    told = play(SqlAlchemy(server, size=1, overflow=0, timeout=1), server, [('A', 0, FOREVER, None), ('B', 100, FOREVER, None)], 1500)
    return when(told, 'A', 'B')


def S3():
    server = Server()
    pool = SqlAlchemy(server, size=2, overflow=2)
    told = play(pool, server, [*((f'c{i}', 0 + i, i * 50, None) for i in (1, 2, 3, 4)), ('A', 400, 10, None)], 500)
    return {'open': pool.size, 'A': 'the connection of ' + next(name for name in ('c1', 'c2', 'c3', 'c4') if told[name]['number'] == told['A']['number'])}


def S4():
    server = Server(connect=500, slow_from=0)
    told = play(SqlAlchemy(server, size=2), server, [('A', 0, 600, None), ('B', 1000, FOREVER, None), ('D', 1150, FOREVER, None)], 1700)
    return when(told, 'A', 'B', 'D')


def S5():
    server = Server(connect=600)
    return when(play(SqlAlchemy(server, timeout=0.2), server, [('A', 0, FOREVER, None)], 800), 'A')


def S6(lifo):
    server = Server()
    told = play(SqlAlchemy(server, size=3, lifo=lifo), server, [('c1', 0, 50, None), ('c2', 5, 150, None), ('c3', 10, 100, None), ('A', 300, 10, None)], 350)
    return {'A': 'the connection of ' + next(name for name in ('c1', 'c2', 'c3') if told[name]['number'] == told['A']['number'])}


def S7(at):
    server = Server(connect=30)
    told = play(SqlAlchemy(server, recycle=1), server, [('A', 0, 10, None), ('B', at, 10, None)], at + 200)
    return {**when(told, 'B'), 'connection': told['B']['number']}


def S8():
    server = Server(connect=30, ping=5)
    tasks = [*((name, i, 100, None) for i, name in enumerate('abc')), *((name, 1000 + 300 * i, FOREVER, None) for i, name in enumerate('xyz'))]
    return when(play(SqlAlchemy(server, size=3, pre_ping=True), server, tasks, 1900, [(500, server.break_all)]), 'x', 'y', 'z')


def S9():
    """An invalidated record keeps its place: the next getter of that place reconnects, though another connection lies idle behind it."""
    server = Server(connect=30)
    tasks = [('a', 0, 20, None), ('b', 5, 60, None), ('broken', 100, 10, None), ('x', 200, 10, None), ('y', 300, 10, None)]
    told = play(SqlAlchemy(server, size=2, overflow=0), server, tasks, 400, [(80, lambda: server.alive.update({1: False}))])
    return {**when(told, 'x', 'y'), 'x on': told['x']['number'], 'y on': told['y']['number'], 'error': told['broken']['error']}


def S10():
    server = Server()
    told = play(SqlAlchemy(server, size=1, overflow=0, timeout=0.2), server, [('A', 0, FOREVER, None), ('B', 10, 0, None)], 400)
    return {'error': told['B']['error']}


# -------------------------------------------------------------------------------------------------------------------------- psycopg2

def Y1():
    server = Server(connect=400, slow_from=20)
    pool = Psycopg2(server, 1, 2)
    told = play(pool, server, [('A', 0, 100, None), ('B', 50, FOREVER, None)], 700)
    return {**when(told, 'A', 'B'), 'A returned': near(told['A']['returned'])}


def Y2():
    server = Server()
    told = play(Psycopg2(server, 1, 2), server, [('A', 0, FOREVER, None), ('B', 50, FOREVER, None), ('C', 100, 0, None)], 200)
    return {**when(told, 'A', 'B', 'C'), 'error': told['C']['error']}


def Y3():
    server = Server()
    pool = Psycopg2(server, 1, 2)
    play(pool, server, [('A', 0, 100, None), ('B', 0, 150, None)], 250)
    return {'idle': len(pool.pool._pool), 'sessions': server.sessions}


def Y4():
    server = Server(connect=100)
    Psycopg2(server, 3, 5)
    return {'opened': ' '.join(str(near(at)) for at, _ in server.opened)}


def Y5():
    server = Server(connect=30)
    pool = Psycopg2(server, 1, 2)
    server.begin()
    told = play(pool, server, [('A', 100, 100, None), ('B', 400, FOREVER, None)], 500, [(50, server.break_all)])
    return {**when(told, 'B'), 'attempts': len(server.attempts)}


def Y6():
    server = Server()
    pool = Psycopg2(server, 1, 2)
    return {'same': pool.get('k') is pool.get('k'), 'used': len(pool.pool._used)}


# ---------------------------------------------------------------------------------------------------------------------- psycopg_pool

def Q1():
    server = Server(connect=50)
    pool = PsycopgPool(server, min_size=3, max_size=3)
    server.until(200)
    return {'opened': ' '.join(str(near(at)) for at, _ in server.opened), 'size': pool.size}


def Q2():
    server = Server(connect=100)
    pool = PsycopgPool(server, min_size=0, max_size=3)
    server.begin()
    return {'waits': ' '.join(sorted((f"{near(one['got'])}" for one in play(pool, server, [(f'c{i}', 0, 500, None) for i in range(3)], 450).values()), key=int))}


def Q3():
    server = Server(connect=400, slow_from=100)
    pool = PsycopgPool(server, min_size=1, max_size=2)
    server.until(200)
    server.begin()
    server.slow_from = 0
    told = play(pool, server, [('A', 0, 100, None), ('B', 5, 150, None), ('D', 150, 10, None)], 700)
    return {**when(told, 'A', 'B', 'D'), 'D on the connection of': 'B' if told['D']['number'] == told['B']['number'] else 'nobody', 'idle': pool.pool.get_stats()['pool_available']}


def Q4():
    server = Server(refuses=lambda now: 0)
    pool = PsycopgPool(server, min_size=0, max_size=2, timeout=3.5)
    server.begin()
    told = play(pool, server, [('A', 0, 10, None), ('B', 0, 10, None)], 7500)
    return {**when(told, 'A', 'B'), 'attempts': ' '.join(str(near(at)) for at in server.attempts), 'size': pool.size, 'error': told['A']['error']}


def Q4b():
    """The pool gives up `reconnect_timeout` after the first attempt, and begins anew for the next request."""
    server = Server(refuses=lambda now: 0)
    pool = PsycopgPool(server, min_size=0, max_size=2, timeout=0.5, reconnect_timeout=4.5)
    server.begin()
    play(pool, server, [('A', 0, 10, None), ('B', 5000, 10, None)], 5700)
    return {'attempts': ' '.join(str(near(at)) for at in server.attempts)}


def Q5():
    server = Server()
    pool = PsycopgPool(server, min_size=3, max_size=3)
    server.until(200)
    server.begin()
    told = play(pool, server, [('c1', 0, 100, None), ('c2', 5, 50, None), ('c3', 10, 150, None), ('A', 300, 10, None)], 400)
    return {'A': 'the connection of ' + next(name for name in ('c1', 'c2', 'c3') if told[name]['number'] == told['A']['number'])}


def Q6():
    server = Server()
    pool = PsycopgPool(server, min_size=1, max_size=1, max_waiting=1, timeout=0.5, name='p')
    server.until(200)
    server.begin()
    told = play(pool, server, [('A', 0, FOREVER, None), ('B', 50, 10, None), ('D', 100, 10, None), ('E', 650, 10, None)], 800)
    return {**when(told, 'A', 'B', 'D', 'E'), 'errors': f"{told['B']['error']} | {told['D']['error']} | {told['E']['error']}"}


def Q8():
    server = Server()
    pool = PsycopgPool(server, min_size=1, max_size=1, max_lifetime=0.6)
    server.until(900)
    told = play(pool, server, [('A', 900, 100, None), ('B', 1100, 10, None)], 1300)
    return {'A on': told['A']['number'], 'B on': told['B']['number']}


def Q9():
    server = Server()
    pool = PsycopgPool(server, min_size=1, max_size=5, max_idle=0.5)
    server.until(50)
    server.begin()
    sizes = []
    look = [(at, lambda: sizes.append(pool.size)) for at in (400, 900, 1400, 1900, 2400, 2900)]
    play(pool, server, [(f'c{i}', 0, 50, None) for i in range(5)], 3000, look)
    return {'sizes': ' '.join(map(str, sizes))}


SCRIPTS = {
    'S1 stall': S1, 'S2 open after timeout': S2, 'S3 overflow': S3, 'S4 bound': S4, 'S5 timeout covers the wait': S5, 'S6 FIFO': lambda: S6(False), 'S6 LIFO': lambda: S6(True),
    'S7 young': lambda: S7(900), 'S7 old': lambda: S7(1100), 'S8 pre-ping': S8, 'S9 empty record': S9, 'S10 error': S10,
    'Y1 lock': Y1, 'Y2 exhausted': Y2, 'Y3 return both': Y3, 'Y4 constructor': Y4, 'Y5 broken': Y5, 'Y6 key': Y6,
    'Q1 fill': Q1, 'Q2 grow': Q2, 'Q3 fungible': Q3, 'Q4 refused': Q4, 'Q4b give up': Q4b, 'Q5 idle order': Q5, 'Q6 Q7 queue': Q6, 'Q8 expiry': Q8, 'Q9 shrink': Q9,
}
