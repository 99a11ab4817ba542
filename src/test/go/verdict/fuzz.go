package main

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"slices"
	"time"
)

func answer(kind string, parts []string, now time.Time) (string, error) {
	switch kind {
	case "CERTIFICATE":
		certificate, err := parse(parts[0])
		if err != nil {
			return "", err
		}
		return facts(certificate), nil
	case "BUNDLE":
		return "", bundle(decode(parts[0]), decode(parts[1]), now)
	case "LEAF":
		return "", leaf(decode(parts[0]), decode(parts[1]), now)
	default:
		_, err := tls.X509KeyPair(decode(parts[0]), decode(parts[1]))
		return "", err
	}
}

// The blocks that tls.X509KeyPair takes for certificates.
func blocks(text []byte) (all [][]byte) {
	for {
		var block *pem.Block
		if block, text = pem.Decode(text); block == nil {
			return all
		}
		if block.Type == "CERTIFICATE" {
			all = append(all, block.Bytes)
		}
	}
}

func parseAll(text []byte) ([]*x509.Certificate, error) {
	var all []*x509.Certificate
	for index, der := range blocks(text) {
		certificate, err := x509.ParseCertificate(der)
		if err != nil {
			return nil, fmt.Errorf("block %d: %w", index, err)
		}
		all = append(all, certificate)
	}
	return all, nil
}

func bundle(canonical, text []byte, now time.Time) error {
	published := blocks(canonical)
	for index, der := range blocks(text) {
		if !slices.ContainsFunc(published, func(other []byte) bool { return bytes.Equal(der, other) }) {
			return fmt.Errorf("block %d is not published", index)
		}
	}
	certificates, err := parseAll(canonical)
	if err != nil {
		return err
	}
	if len(certificates) == 0 {
		return errors.New("nothing is published")
	}
	options := optionsOf(certificates, now)
	for index, certificate := range certificates {
		if _, err := certificate.Verify(options); err != nil {
			return fmt.Errorf("certificate %d: %w", index, err)
		}
	}
	return nil
}

// With the roots of the bundle as anchors, as Temporal Cloud has it, and with all of its CAs, as a TLS server has it.
func leaf(authorities, chain []byte, now time.Time) error {
	bundle, err := parseAll(authorities)
	if err != nil {
		return err
	}
	presented, err := parseAll(chain)
	if err != nil {
		return err
	}
	if len(presented) == 0 {
		return errors.New("no certificate")
	}
	cloud := optionsOf(bundle, now)
	server := optionsOf(nil, now)
	for _, certificate := range bundle {
		server.Roots.AddCert(certificate)
	}
	for _, certificate := range presented[1:] {
		cloud.Intermediates.AddCert(certificate)
		server.Intermediates.AddCert(certificate)
	}
	if _, err := presented[0].Verify(cloud); err != nil {
		return fmt.Errorf("roots as anchors: %w", err)
	}
	if _, err := presented[0].Verify(server); err != nil {
		return fmt.Errorf("all CAs as anchors: %w", err)
	}
	return nil
}

func optionsOf(certificates []*x509.Certificate, now time.Time) x509.VerifyOptions {
	options := x509.VerifyOptions{
		Roots:         x509.NewCertPool(),
		Intermediates: x509.NewCertPool(),
		CurrentTime:   now,
		KeyUsages:     []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}
	for _, certificate := range certificates {
		if isRoot(certificate) {
			options.Roots.AddCert(certificate)
		} else {
			options.Intermediates.AddCert(certificate)
		}
	}
	return options
}
