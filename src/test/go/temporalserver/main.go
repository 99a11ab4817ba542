// Temporalserver is a whole Temporal server, with its databases in memory, of which the frontend accepts whoever presents
// a certificate that chains to a CA of a file.
//
//	temporalserver CLIENT-CAS CERTIFICATE KEY INTERVAL
//
// INTERVAL is how often the frontend looks for changes of its files. It prints the frontend's port once that is served,
// and ends with its standard input.
package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"time"

	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/sqlite"
	"go.temporal.io/server/common/testing/freeport"
	"go.temporal.io/server/temporal"
)

const (
	host = "127.0.0.1"
	name = "active"
)

func main() {
	interval, err := time.ParseDuration(os.Args[4])
	check(err)
	frontend := freeport.MustGetFreePort()
	address := net.JoinHostPort(host, strconv.Itoa(frontend))
	settings := &config.Config{
		Persistence: config.Persistence{
			DefaultStore:     sqlite.PluginName,
			VisibilityStore:  sqlite.PluginName,
			NumHistoryShards: 1,
			DataStores: map[string]config.DataStore{sqlite.PluginName: {SQL: &config.SQL{
				PluginName:        sqlite.PluginName,
				DatabaseName:      "temporalserver",
				ConnectAttributes: map[string]string{"mode": "memory", "cache": "shared"},
			}}},
		},
		ClusterMetadata: &cluster.Config{
			FailoverVersionIncrement: 10,
			MasterClusterName:        name,
			CurrentClusterName:       name,
			ClusterInformation: map[string]cluster.ClusterInformation{
				name: {Enabled: true, InitialFailoverVersion: 1, RPCAddress: address},
			},
		},
		Services: map[string]config.Service{
			"frontend": service(frontend),
			"history":  service(freeport.MustGetFreePort()),
			"matching": service(freeport.MustGetFreePort()),
		},
		PublicClient: config.PublicClient{HostPort: address},
	}
	settings.Global.Membership = config.Membership{MaxJoinDuration: 30 * time.Second, BroadcastAddress: host}
	settings.Global.TLS.RefreshInterval = interval
	settings.Global.TLS.Frontend.Server = config.ServerTLS{
		ClientCAFiles:     []string{os.Args[1]},
		CertFile:          os.Args[2],
		KeyFile:           os.Args[3],
		RequireClientAuth: true,
	}
	server, err := temporal.NewServer(
		temporal.WithConfig(settings),
		temporal.ForServices([]string{"frontend", "history", "matching"}),
		temporal.WithLogger(log.NewNoopLogger()))
	check(err)
	check(server.Start())
	fmt.Println(frontend)
	_, _ = io.Copy(io.Discard, os.Stdin)
}

func service(port int) config.Service {
	return config.Service{
		RPC: config.RPC{GRPCPort: port, MembershipPort: freeport.MustGetFreePort(), BindOnLocalHost: true},
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
