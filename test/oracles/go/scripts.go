package main

// The scripts G1 to G8 of the pool notes, what the model adds to them, and the traces of experiment E6 in which chance plays no part.

import (
	"context"
	"fmt"
	"sort"
	"strings"
	"time"
)

var scripts = map[string]func() map[string]any{
	"G1 who waits is served at random": func() map[string]any {
		orders := map[string]bool{}
		for run := 0; run < 12; run++ {
			p := newPlay(1, 2, 0)
			p.acquire("A", 0, use{holds: 60})
			for i := 0; i < 8; i++ {
				p.acquire(fmt.Sprint("w", i), float64(5+5*i), use{holds: 3})
			}
			seen := p.end(120)
			names := []string{}
			for i := 0; i < 8; i++ {
				names = append(names, fmt.Sprint("w", i))
			}
			sort.Slice(names, func(a, b int) bool { return seen[names[a]].(float64) < seen[names[b]].(float64) })
			orders[strings.Join(names, "")] = true
		}
		return map[string]any{"more than ten orders in twelve runs": len(orders) > 10}
	},
	"G2 a caller waits for its own opening": func() map[string]any {
		p := newPlay(2, 2, ms(300))
		p.acquire("A", 0, use{holds: 750})
		p.acquire("B", 1000, use{holds: 10})
		p.acquire("D", 1055, use{holds: 400})
		return p.end(1500)
	},
	"G3 two idle connections are kept": func() map[string]any {
		p := newPlay(5, -1, 0)
		for i := 0; i < 5; i++ {
			p.acquire(fmt.Sprint("c", i), 0, use{holds: float64(10 * (i + 1))})
		}
		p.end(100)
		return map[string]any{"idle": float64(p.db.Stats().Idle), "MaxIdleClosed": float64(p.db.Stats().MaxIdleClosed)}
	},
	"G4 an opening is called off when its context ends": func() map[string]any {
		p := newPlay(1, 2, ms(200))
		p.acquire("A", 0, use{timeout: 100})
		seen := p.end(400)
		seen["open"] = float64(p.db.Stats().OpenConnections)
		return seen
	},
	"G5 refusals go to the caller, then to one waiter after the other": func() map[string]any {
		p := newPlay(1, 2, ms(20))
		p.stub.refuses = true
		p.acquire("A", 0, use{})
		p.acquire("B", 5, use{})
		p.acquire("D", 5, use{})
		seen := p.end(120)
		both := []float64{seen["B failed"].(float64), seen["D failed"].(float64)}
		sort.Float64s(both)
		return map[string]any{"A failed": seen["A failed"], "first waiter failed": both[0], "second waiter failed": both[1]}
	},
	"G6 the opener opens one after another": func() map[string]any {
		p := newPlay(2, 2, ms(100))
		p.acquire("A", 0, use{holds: 100, bad: true})
		p.acquire("C", 0, use{holds: 100, bad: true})
		p.acquire("B", 150, use{holds: 10})
		p.acquire("D", 150, use{holds: 10})
		seen := p.end(600)
		both := []float64{seen["B"].(float64), seen["D"].(float64)}
		sort.Float64s(both)
		return map[string]any{"first served": both[0], "second served": both[1], "by the same connection": seen["B connection"] == seen["D connection"], "third opening began": p.stub.began[2], "fourth opening began": p.stub.began[3]}
	},
	"G7 a waiter whose context ends": func() map[string]any {
		p := newPlay(1, 2, 0)
		p.acquire("A", 0, use{holds: 200})
		p.acquire("B", 5, use{timeout: 50})
		seen := p.end(250)
		seen["idle"] = float64(p.db.Stats().Idle)
		seen["WaitCount"] = float64(p.db.Stats().WaitCount)
		return seen
	},
	"G8 the cleaner comes once a second at most": func() map[string]any {
		p := newPlay(2, 2, 0)
		p.db.SetConnMaxIdleTime(ms(100))
		p.acquire("A", 0, use{holds: 100})
		p.acquire("B", 50, use{holds: 1000})
		for _, t := range []float64{1050, 1200, 2050, 2200} {
			t := t
			p.at(t, func() { p.note(fmt.Sprint("open at ", t), float64(p.db.Stats().OpenConnections)) })
		}
		return p.end(2300)
	},
	"two old connections are thrown away, then one is opened": func() map[string]any {
		p := newPlay(4, 4, 0)
		p.db.SetConnMaxLifetime(ms(900))
		for i := 0; i < 4; i++ {
			p.acquire(fmt.Sprint("c", i), 0, use{holds: 5})
		}
		p.acquire("A", 950, use{holds: 5})
		seen := p.end(980)
		return map[string]any{"A connection": seen["A connection"], "open": float64(len(p.stub.open()))}
	},
	"a statement that finds two dead connections runs on a new one": func() map[string]any {
		p := newPlay(4, 4, 0)
		for i := 0; i < 3; i++ {
			p.acquire(fmt.Sprint("c", i), 0, use{holds: 5})
		}
		p.at(50, p.stub.kill)
		p.at(100, func() {
			_, err := p.db.ExecContext(context.Background(), "select 1")
			p.note("worked", err == nil)
		})
		seen := p.end(120)
		return map[string]any{"worked": seen["worked"], "opened": float64(p.stub.opened), "open": float64(len(p.stub.open()))}
	},
	"E6 s3_reuse":                    e6(0, 0, 8, "A@0+300,B@100+500,C@1000+100,D@1400+100,E@1800+300,F@1900+100", 1000),
	"E6 s5_open_slower_than_timeout": e6(0, 0, 308, "A@0+100,B@100+100,C@1000+100,D@1500+100", 350),
	"E6 s6_idle_min1":                e6(1000, 0, 8, "A@0+300,B@100+300", 1000, 1290, 1400, 2280, 2450),
	"E6 s7_lifetime":                 e6(0, 1000, 8, "A@0+1500,B@100+200,C@1700+100,D@2200+100", 1000, 1280, 1400, 1600, 3280, 3420),
	"E6 demo_t3": func() map[string]any {
		p := newPlay(3, 3, ms(8))
		for i := 0; i < 8; i++ {
			p.acquire(fmt.Sprint("T", i), 0, use{holds: 2000, timeout: 3000})
		}
		seen := p.end(4500)
		waits, failures := []float64{}, 0.0
		for i := 0; i < 8; i++ {
			if t, ok := seen[fmt.Sprint("T", i)].(float64); ok {
				waits = append(waits, t)
			} else {
				failures++
			}
		}
		sort.Float64s(waits)
		found := map[string]any{"failures": failures}
		for i, t := range waits {
			found[fmt.Sprint("wait ", i)] = t
		}
		return found
	},
	"E6 s8_killed_idle": func() map[string]any {
		p := newPlay(2, 2, ms(8))
		p.acquire("A", 0, use{holds: 200})
		p.acquire("B", 100, use{holds: 200})
		p.at(530, p.stub.kill)
		for i, name := range []string{"C", "D", "E"} {
			p.acquire(name, float64(1000+500*i), use{holds: 100, works: true})
		}
		return p.end(2200)
	},
}

// e6 plays tasks (id@request+hold) on two connections and looks at the number of connections at some times.
func e6(idleTime, lifetime int, connect float64, tasks string, timeout float64, looks ...float64) func() map[string]any {
	return func() map[string]any {
		p := newPlay(2, 2, ms(connect))
		p.db.SetConnMaxIdleTime(time.Duration(idleTime) * time.Millisecond)
		p.db.SetConnMaxLifetime(time.Duration(lifetime) * time.Millisecond)
		end := 0.0
		for _, task := range strings.Split(tasks, ",") {
			var name string
			var at, holds float64
			fmt.Sscanf(strings.NewReplacer("@", " ", "+", " ").Replace(task), "%s %f %f", &name, &at, &holds)
			p.acquire(name, at, use{holds: holds, timeout: timeout})
			if at+holds > end {
				end = at + holds
			}
		}
		for _, t := range looks {
			t := t
			p.at(t, func() { p.note(fmt.Sprint("open at ", t), float64(p.db.Stats().OpenConnections)) })
		}
		return p.end(end + 50)
	}
}
