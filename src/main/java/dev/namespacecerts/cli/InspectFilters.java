package dev.namespacecerts.cli;

import dev.namespacecerts.export.TcldFileException;
import dev.namespacecerts.export.TcldFilterFile;
import dev.namespacecerts.inspect.InspectException;
import dev.namespacecerts.rules.filter.FilterFields;
import dev.namespacecerts.rules.filter.NamedFilter;
import java.util.List;
import java.util.stream.IntStream;

/** Reads the filters of {@code --filters}, a file of tcld. Each is called by its place in the file. */
final class InspectFilters {
    private InspectFilters() {}

    static List<NamedFilter> read(byte[] json) throws InspectException {
        try {
            List<FilterFields> filters = TcldFilterFile.read(json);
            return IntStream.range(0, filters.size())
                    .mapToObj(i -> new NamedFilter(TcldFilterFile.name(i), filters.get(i)))
                    .toList();
        } catch (TcldFileException e) {
            throw new InspectException("--filters: " + e.getMessage());
        }
    }
}
