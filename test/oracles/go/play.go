package main

// Plays a script against a real sql.DB: callers come at fixed times, hold what they get, and everything is written down in ms.

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"strings"
	"sync"
	"time"
)

type play struct {
	stub *stub
	db   *sql.DB
	wait sync.WaitGroup
	mu   sync.Mutex
	seen map[string]any
}

func newPlay(max, idle int, connect time.Duration) *play {
	s := &stub{connect: connect, start: time.Now()}
	p := &play{stub: s, db: sql.OpenDB(s), seen: map[string]any{}}
	p.db.SetMaxOpenConns(max)
	if idle >= 0 {
		p.db.SetMaxIdleConns(idle)
	}
	return p
}

func (p *play) note(key string, value any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.seen[key] = value
}

func ms(n float64) time.Duration { return time.Duration(n * float64(time.Millisecond)) }

// at runs a deed at a time of the script.
func (p *play) at(t float64, deed func()) {
	p.wait.Add(1)
	go func() {
		defer p.wait.Done()
		time.Sleep(time.Until(p.stub.start.Add(ms(t))))
		deed()
	}()
}

type use struct {
	holds   float64
	timeout float64 // 0: none
	bad     bool    // it comes back broken
	works   bool    // it runs a statement as soon as it has its connection
}

// acquire takes a connection as db.Conn does, notes when and which, and gives it back.
func (p *play) acquire(name string, t float64, u use) {
	p.at(t, func() {
		ctx := context.Background()
		if u.timeout > 0 {
			c, cancel := context.WithTimeout(ctx, ms(u.timeout))
			defer cancel()
			ctx = c
		}
		c, err := p.db.Conn(ctx)
		now := p.stub.now()
		if err != nil {
			p.note(name+" failed", now)
			p.note(name+" error", strings.TrimSpace(err.Error()))
			return
		}
		p.note(name, now)
		_ = c.Raw(func(raw any) error { p.note(name+" connection", float64(raw.(*conn).id)); return nil })
		if u.works {
			if _, err := c.ExecContext(context.Background(), "select 1"); err != nil {
				p.note(name+" error", err.Error())
			}
		}
		time.Sleep(ms(u.holds) - ms(p.stub.now()-now))
		if u.bad {
			_ = c.Raw(func(any) error { return driver.ErrBadConn })
		}
		_ = c.Close()
	})
}

// end waits for everybody and returns what was seen.
func (p *play) end(t float64) map[string]any {
	p.wait.Wait()
	time.Sleep(time.Until(p.stub.start.Add(ms(t))))
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.seen
}
