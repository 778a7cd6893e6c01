"""The three libraries over the stub driver, each as the same few verbs: get, put, use, number of a connection."""

import logging

from stub import Broken

logging.disable(logging.CRITICAL)


class Psycopg2:
    name = 'psycopg2'

    def __init__(self, server, minconn=1, maxconn=10, simple=False, **_):
        import psycopg2.extensions as ext
        import psycopg2.pool as pools
        self.server = server
        server.begin()

        class Info:
            transaction_status = ext.TRANSACTION_STATUS_IDLE

        class Connection:
            def __init__(self):
                self.number, self.closed, self.info = server.login(), 0, Info()

            def close(self):
                self.closed = 1
                server.close(self.number)

        pools.psycopg2.connect = lambda *a, **k: Connection()
        self.pool = (pools.SimpleConnectionPool if simple else pools.ThreadedConnectionPool)(minconn, maxconn)

    def get(self, key=None):
        return self.pool.getconn(key)

    def put(self, connection, key=None):
        self.pool.putconn(connection, key)

    def use(self, connection):
        try:
            self.server.statement(connection.number)
        except Broken:
            connection.closed = 2
            raise

    def number(self, connection):
        return connection.number

    @property
    def size(self):
        return len(self.pool._pool) + len(self.pool._used)


class SqlAlchemy:
    name = 'sqlalchemy'

    def __init__(self, server, size=5, overflow=10, timeout=30.0, recycle=-1, lifo=False, pre_ping=False, **_):
        from sqlalchemy.pool import QueuePool
        from sqlalchemy.pool.base import _ConnDialect
        self.server = server
        server.begin()

        class Connection:
            def __init__(self):
                self.number = server.login()

            def close(self):
                server.close(self.number)

            def rollback(self):
                pass

        class Dialect(_ConnDialect):
            """What the pool asks of a dialect: the few operations on the driver's own connections."""

            def is_disconnect(self, error, connection, cursor):
                return isinstance(error, Broken)

            def do_ping(self, connection):
                try:
                    server.statement(connection.number)
                except Broken:
                    return False
                return True

        self.pool = QueuePool(Connection, pool_size=size, max_overflow=overflow, timeout=timeout, recycle=recycle, use_lifo=lifo, pre_ping=pre_ping,
                              dialect=Dialect())

    def get(self, key=None):
        return self.pool.connect()

    def put(self, fairy, key=None):
        fairy.close()

    def use(self, fairy):
        try:
            self.server.statement(self.number(fairy))
        except Broken as error:
            fairy.invalidate(error)
            raise

    def number(self, fairy):
        return fairy.dbapi_connection.number

    @property
    def size(self):
        return self.server.sessions


class PsycopgPool:
    name = 'psycopg_pool'

    def __init__(self, server, jitter=False, **options):
        import psycopg_pool
        from psycopg.pq import TransactionStatus
        from psycopg_pool.base import BasePool
        self.server = server
        server.begin()
        if not jitter:
            BasePool._jitter = classmethod(lambda cls, value, low, high: value)

        class Status:
            transaction_status = TransactionStatus.IDLE

        class Connection:
            autocommit = True

            def __init__(self):
                self.number, self.pgconn, self._pool, self.closed = server.login(), Status(), None, False

            @classmethod
            def connect(cls, *a, **k):
                return cls()

            def close(self):
                self.closed = True
                server.close(self.number)

            def execute(self, text):
                server.statement(self.number)

            def rollback(self):
                pass

        self.broken = TransactionStatus.UNKNOWN
        self.pool = psycopg_pool.ConnectionPool('', connection_class=Connection, open=True, **options)

    def get(self, key=None):
        return self.pool.getconn()

    def put(self, connection, key=None):
        self.pool.putconn(connection)

    def use(self, connection):
        try:
            self.server.statement(connection.number)
        except Broken:
            connection.pgconn = type('Lost', (), {'transaction_status': self.broken})()
            raise

    def number(self, connection):
        return connection.number

    @property
    def size(self):
        return self.pool.get_stats()['pool_size']


LIBRARIES = {one.name: one for one in (Psycopg2, SqlAlchemy, PsycopgPool)}
