package warehouse

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"strings"
	"unicode"

	"modernc.org/sqlite"
)

// Preparing a statement takes longer than running most of ours, and the same few
// are run again and again: for every act of a person, every cell that is shown.
// Connections therefore keep the statements they have prepared.

// keptLetters is how many letters of statements a connection keeps prepared. A
// statement that writes many cells is long, and large when it is prepared.
const keptLetters = 64 << 10

// openDatabase opens a database whose connections keep their statements.
func openDatabase(name string) (*sql.DB, error) {
	connector, err := sqlite.NewConnector(name)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(keepingConnector{connector}), nil
}

// keepingConnector opens connections that keep their statements.
type keepingConnector struct{ driver.Connector }

// Connect opens a connection.
func (c keepingConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	able, ok := conn.(ableConn)
	if !ok {
		_ = conn.Close()
		return nil, fmt.Errorf("a connection of type %T lacks what is needed", conn)
	}
	return &keepingConn{ableConn: able, idle: map[string]*keptStatement{}}, nil
}

// ableConn is what the driver's connections can do.
type ableConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// ableStatement is what the driver's statements can do.
type ableStatement interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// keepingConn is a connection that keeps its statements. Like any connection it
// is used by one goroutine at a time, which database/sql sees to.
type keepingConn struct {
	ableConn
	idle    map[string]*keptStatement // by their text; those that run are not among them
	letters int                       // of the texts of those that are idle
	clock   int
}

// keptStatement is a statement that can be run again.
type keptStatement struct {
	ableStatement
	text string
	used int // the connection's clock when it was last let go
}

// isKept reports whether a statement may be kept: one that reads or writes rows.
// Pragmas may do what they do when they are prepared, and several statements in
// one text are not prepared as one.
func isKept(text string) bool {
	if len(text) > keptLetters || strings.Contains(text, ";") {
		return false
	}
	text = strings.TrimSpace(text)
	end := strings.IndexFunc(text, unicode.IsSpace)
	switch text[:max(0, end)] {
	case "SELECT", "INSERT", "UPDATE", "DELETE", "WITH":
		return true
	}
	return false
}

// take returns a statement that nothing else runs now.
func (c *keepingConn) take(ctx context.Context, text string) (*keptStatement, error) {
	if known := c.idle[text]; known != nil {
		delete(c.idle, text)
		c.letters -= len(text)
		return known, nil
	}
	prepared, err := c.ableConn.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	able, ok := prepared.(ableStatement)
	if !ok {
		_ = prepared.Close()
		return nil, fmt.Errorf("a statement of type %T lacks what is needed", prepared)
	}
	return &keptStatement{ableStatement: able, text: text}, nil
}

// putBack keeps a statement that has ended well. Of two with one text, as when
// one was begun while the other ran, one is kept; where there are too many,
// those go that were used longest ago.
func (c *keepingConn) putBack(statement *keptStatement) error {
	if c.idle[statement.text] != nil {
		return statement.Close()
	}
	c.clock++
	statement.used = c.clock
	c.idle[statement.text] = statement
	c.letters += len(statement.text)
	for c.letters > keptLetters {
		oldest := statement
		for _, other := range c.idle {
			if other.used < oldest.used {
				oldest = other
			}
		}
		delete(c.idle, oldest.text)
		c.letters -= len(oldest.text)
		if err := oldest.Close(); err != nil {
			return err
		}
	}
	return nil
}

// ExecContext runs a statement.
func (c *keepingConn) ExecContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Result, error) {
	if !isKept(text) {
		return c.ableConn.ExecContext(ctx, text, args)
	}
	statement, err := c.take(ctx, text)
	if err != nil {
		return nil, err
	}
	result, err := statement.ExecContext(ctx, args)
	if err != nil {
		_ = statement.Close()
		return nil, err
	}
	return result, c.putBack(statement)
}

// QueryContext runs a statement that answers with rows.
func (c *keepingConn) QueryContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Rows, error) {
	if !isKept(text) {
		return c.ableConn.QueryContext(ctx, text, args)
	}
	statement, err := c.take(ctx, text)
	if err != nil {
		return nil, err
	}
	rows, err := statement.QueryContext(ctx, args)
	if err != nil {
		_ = statement.Close()
		return nil, err
	}
	return &keptRows{Rows: rows, conn: c, statement: statement}, nil
}

// Close closes the connection and its statements.
func (c *keepingConn) Close() error {
	for text, statement := range c.idle {
		delete(c.idle, text)
		_ = statement.Close() // closing the connection says what is wrong
	}
	c.letters = 0
	return c.ableConn.Close()
}

// keptRows are the rows of a statement that is kept once they have been read.
type keptRows struct {
	driver.Rows
	conn      *keepingConn
	statement *keptStatement
}

// Close ends the reading.
func (r *keptRows) Close() error {
	err := r.Rows.Close()
	statement := r.statement
	if r.statement = nil; statement == nil {
		return err
	}
	if err != nil {
		_ = statement.Close()
		return err
	}
	return r.conn.putBack(statement)
}
