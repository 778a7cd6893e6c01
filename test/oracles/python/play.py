"""Plays tasks on a pool, each in a thread of its own, and writes down what every one of them got."""

import threading


def play(pool, server, tasks, until, during=()):
    """`tasks`: (name, asked at, held for, key); `during`: (at, what to do). Returns by task: `got`, `failed` (ms), `error`, `returned`, `number`."""
    told = {name: {} for name, *_ in tasks}

    def one(name, at, held, key):
        told_of = told[name]
        server.until(at)
        try:
            connection = pool.get(key)
        except Exception as error:
            told_of.update(failed=server.now, error=f'{type(error).__name__}: {error}')
            return
        told_of.update(got=server.now, number=pool.number(connection))
        begun = server.now
        try:
            pool.use(connection)
        except Exception as error:
            told_of.update(query_failed=server.now, error=f'{type(error).__name__}: {error}')
        server.until(begun + held)
        try:
            pool.put(connection, key)
        finally:
            told_of.update(returned=server.now)

    def doing(at, what):
        server.until(at)
        what()

    threads = [threading.Thread(target=one, args=task, daemon=True) for task in tasks] + [threading.Thread(target=doing, args=step, daemon=True) for step in during]
    for thread in threads:
        thread.start()
    server.until(until)
    return told
