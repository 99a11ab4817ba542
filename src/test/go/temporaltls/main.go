// Temporaltls accepts whoever presents a certificate that chains to a CA of a file, with the TLS code of a Temporal
// frontend: the file is read at an interval, and a change is noticed only where its first certificate changes.
//
//	temporaltls CLIENT-CAS|CONFIG.yaml CERTIFICATE KEY INTERVAL [ADDRESS]
//
// Instead of the file it takes a part of a server's configuration, with no field that the server does not know.
// Without an address it listens on a free port of the loopback interface. It prints its port and ends with its standard input. It sends "ok" to those whom it accepts.
package main

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"time"

	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/metrics"
	"go.temporal.io/server/common/rpc/encryption"
	"gopkg.in/yaml.v3"
)

func main() {
	interval, err := time.ParseDuration(os.Args[4])
	check(err)
	settings := read(os.Args[1])
	settings.RefreshInterval = interval
	settings.Frontend.Server.CertFile = os.Args[2]
	settings.Frontend.Server.KeyFile = os.Args[3]
	provider, err := encryption.NewTLSConfigProviderFromConfig(settings, metrics.NoopMetricsHandler, log.NewNoopLogger(), nil)
	check(err)
	frontend, err := provider.GetFrontendServerConfig()
	check(err)
	address := "127.0.0.1:0"
	if len(os.Args) > 5 {
		address = os.Args[5]
	}
	listener, err := tls.Listen("tcp", address, frontend)
	check(err)
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	for {
		connection, err := listener.Accept()
		check(err)
		go greet(connection.(*tls.Conn))
	}
}

func read(file string) config.RootTLS {
	if !strings.HasSuffix(file, ".yaml") {
		return config.RootTLS{Frontend: config.GroupTLS{Server: config.ServerTLS{
			ClientCAFiles:     []string{file},
			RequireClientAuth: true,
		}}}
	}
	text, err := os.Open(file)
	check(err)
	var whole config.Config
	decoder := yaml.NewDecoder(text)
	decoder.KnownFields(true)
	check(decoder.Decode(&whole))
	return whole.Global.TLS
}

func greet(connection *tls.Conn) {
	defer connection.Close()
	_ = connection.SetDeadline(time.Now().Add(10 * time.Second))
	if connection.Handshake() == nil {
		fmt.Fprintln(connection, "ok")
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
