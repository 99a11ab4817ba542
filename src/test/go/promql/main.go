// Evaluates PromQL with Prometheus's own engine against scraped metrics.
//
// Arguments: the files with the metrics, as text, in the order of their scrapes, which are a minute apart. Standard input: a
// query per line. Prints for each query the number of results at the time of the last scrape, or the error.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/tsdb"
)

func main() {
	folder, err := os.MkdirTemp("", "promql")
	check(err)
	defer os.RemoveAll(folder)
	options := tsdb.DefaultOptions()
	options.RetentionDuration = int64(time.Hour * 24 / time.Millisecond)
	db, err := tsdb.Open(folder, nil, nil, options, nil)
	check(err)
	defer db.Close()

	files := os.Args[1:]
	last := time.Now()
	for i, file := range files {
		text, err := os.ReadFile(file)
		check(err)
		check(scrape(db, text, last.Add(-time.Minute*time.Duration(len(files)-1-i)).UnixMilli()))
	}
	engine := promql.NewEngine(promql.EngineOpts{
		MaxSamples: 1000000, Timeout: time.Minute, Parser: parser.NewParser(parser.Options{})})
	queries := bufio.NewScanner(os.Stdin)
	for queries.Scan() {
		fmt.Println(answer(engine, db, queries.Text(), last))
	}
	check(queries.Err())
}

// scrape stores the samples of one scrape, with the labels that Prometheus adds.
func scrape(db *tsdb.DB, text []byte, at int64) error {
	appender := db.Appender(context.Background())
	samples := textparse.NewPromParser(text, labels.NewSymbolTable(), false)
	for {
		entry, err := samples.Next()
		if errors.Is(err, io.EOF) {
			return appender.Commit()
		}
		if err != nil {
			return err
		}
		if entry == textparse.EntrySeries {
			var series labels.Labels
			samples.Labels(&series)
			_, _, value := samples.Series()
			builder := labels.NewBuilder(series)
			builder.Set("job", "namespace-certificate-operator")
			builder.Set("instance", "10.0.0.1:8080")
			if _, err := appender.Append(0, builder.Labels(), at, value); err != nil {
				return err
			}
		}
	}
}

func answer(engine *promql.Engine, db *tsdb.DB, text string, at time.Time) string {
	query, err := engine.NewInstantQuery(context.Background(), db, nil, text, at)
	if err != nil {
		return "error: " + err.Error()
	}
	defer query.Close()
	result := query.Exec(context.Background())
	if result.Err != nil {
		return "error: " + result.Err.Error()
	}
	switch value := result.Value.(type) {
	case promql.Vector:
		return fmt.Sprint(len(value))
	default:
		return fmt.Sprint("error: a result of type ", value.Type())
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
