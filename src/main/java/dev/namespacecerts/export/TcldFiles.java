package dev.namespacecerts.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A bundle as tcld reads it: a CA file and a filter file. */
final class TcldFiles {
    static final String CA = "ca";
    static final String FILTERS = "filters";

    private static final String CA_FILE = "ca.pem";
    private static final String FILTER_FILE = "filters.json";
    private static final Pattern PLAIN = Pattern.compile("[-_./A-Za-z0-9]+");

    private TcldFiles() {}

    static List<ExportedFile> of(ExportedBundle bundle) {
        ObjectNode filters = JsonNodeFactory.instance.objectNode();
        JsonText.addFilters(filters.putArray("filters"), bundle.filters());
        return List.of(
                new ExportedFile(CA, CA_FILE, bundle.pem()),
                new ExportedFile(FILTERS, FILTER_FILE, JsonText.of(filters)));
    }

    /**
     * The commands that bring the files to Temporal Cloud. Filters come first, so that no new CA is accepted without them; if
     * there are none, the CAs do.
     *
     * @param folder of the files
     */
    static List<String> commands(ExportedBundle bundle, String folder) {
        String namespace = " --namespace "
                + quoted(bundle.temporalNamespace()
                        .filter(name -> PLAIN.matcher(name).matches())
                        .orElse("<name>.<account>"));
        String set = "tcld namespace accepted-client-ca set" + namespace + " --ca-certificate-file "
                + quoted(folder + "/" + CA_FILE);
        String filters = "tcld namespace certificate-filters import" + namespace + " --certificate-filter-file "
                + quoted(folder + "/" + FILTER_FILE);
        List<String> commands = new ArrayList<>(List.of(filters, set));
        if (bundle.filters().isEmpty()) {
            commands = List.of(set, filters);
        }
        return commands;
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() && !word.startsWith("-") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
