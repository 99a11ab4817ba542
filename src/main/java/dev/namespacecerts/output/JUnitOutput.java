package dev.namespacecerts.output;

import dev.namespacecerts.lint.Finding;
import dev.namespacecerts.lint.LintResult;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes findings as JUnit XML: a suite for each file, a case for each evaluated object. */
final class JUnitOutput implements Output {
    @Override
    public void write(LintResult result, Writer out, OutputOptions options) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            line(xml, 0);
            Map<String, List<JUnitCase>> suites = JUnitCase.bySuite(result);
            xml.writeStartElement("testsuites");
            xml.writeAttribute("name", "ncb lint");
            count(xml, suites.values().stream().flatMap(List::stream).toList(), options);
            for (Map.Entry<String, List<JUnitCase>> suite : suites.entrySet()) {
                suite(xml, ShownText.path(suite.getKey()), suite.getValue(), options);
            }
            line(xml, 0);
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        out.write('\n');
        out.flush();
    }

    private static void suite(XMLStreamWriter xml, String name, List<JUnitCase> cases, OutputOptions options)
            throws XMLStreamException, IOException {
        line(xml, 1);
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", name);
        count(xml, cases, options);
        for (JUnitCase one : cases) {
            line(xml, 2);
            xml.writeStartElement("testcase");
            xml.writeAttribute("classname", name);
            xml.writeAttribute("name", one.name());
            List<Finding> failing = one.failing(options);
            if (!failing.isEmpty()) {
                line(xml, 3);
                xml.writeStartElement("failure");
                xml.writeAttribute("type", ShownText.of(failing.get(0).id()));
                xml.writeAttribute("message", ShownText.of(failing.get(0).message()));
                xml.writeCharacters(text(failing, options));
                xml.writeEndElement();
            }
            List<Finding> others = one.notFailing(options);
            if (!others.isEmpty()) {
                line(xml, 3);
                xml.writeStartElement("system-out");
                xml.writeCharacters(text(others, options));
                xml.writeEndElement();
            }
            if (!one.findings().isEmpty()) {
                line(xml, 2);
            }
            xml.writeEndElement();
        }
        line(xml, 1);
        xml.writeEndElement();
    }

    private static void count(XMLStreamWriter xml, List<JUnitCase> cases, OutputOptions options)
            throws XMLStreamException {
        long failures =
                cases.stream().filter(one -> !one.failing(options).isEmpty()).count();
        xml.writeAttribute("tests", Integer.toString(cases.size()));
        xml.writeAttribute("failures", Long.toString(failures));
        xml.writeAttribute("errors", "0");
    }

    private static String text(List<Finding> findings, OutputOptions options) throws IOException {
        StringWriter text = new StringWriter();
        for (Finding finding : findings) {
            text.write('\n');
            TextOutput.write(finding, text, OutputOptions.of(options.version(), options.failOn()));
        }
        return text.toString();
    }

    private static void line(XMLStreamWriter xml, int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
