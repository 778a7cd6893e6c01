package main

// A driver with scripted connect times, refusals and deaths: what database/sql does with it is the library's own doing.

import (
	"context"
	"database/sql/driver"
	"errors"
	"sync"
	"time"
)

var errRefused = errors.New("connection refused")

type stub struct {
	mu      sync.Mutex
	connect time.Duration // how long an opening takes
	refuses bool          // whether it ends in a refusal
	began   []float64     // when openings began, in ms
	opened  int
	conns   []*conn
	start   time.Time
}

func (s *stub) now() float64 { return float64(time.Since(s.start).Microseconds()) / 1000 }

func (s *stub) Connect(ctx context.Context) (driver.Conn, error) {
	s.mu.Lock()
	takes, refuses := s.connect, s.refuses
	s.began = append(s.began, s.now())
	s.mu.Unlock()
	select {
	case <-time.After(takes):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if refuses {
		return nil, errRefused
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opened++
	c := &conn{stub: s, id: s.opened}
	s.conns = append(s.conns, c)
	return c, nil
}

func (s *stub) Driver() driver.Driver { return nil }

// kill ends every session from the server's side; nobody is told.
func (s *stub) kill() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.conns {
		c.dead = true
	}
}

// open lists the connections that are not closed.
func (s *stub) open() []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	ids := []int{}
	for _, c := range s.conns {
		if !c.closed {
			ids = append(ids, c.id)
		}
	}
	return ids
}

type conn struct {
	stub   *stub
	id     int
	dead   bool
	closed bool
}

func (c *conn) Prepare(string) (driver.Stmt, error) { return nil, errors.New("not needed") }
func (c *conn) Begin() (driver.Tx, error)           { return nil, errors.New("not needed") }
func (c *conn) Close() error {
	c.stub.mu.Lock()
	defer c.stub.mu.Unlock()
	c.closed = true
	return nil
}
func (c *conn) ExecContext(context.Context, string, []driver.NamedValue) (driver.Result, error) {
	if c.dead {
		return nil, driver.ErrBadConn
	}
	return driver.RowsAffected(1), nil
}
