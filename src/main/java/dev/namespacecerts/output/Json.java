package dev.namespacecerts.output;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.Writer;

/** Writes JSON in ASCII characters, so that it may be shown in a terminal, a log or a page. */
final class Json {
    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");
    private static final Separators SEPARATORS =
            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);

    private static final int LONGEST_PATH = 4096;

    private Json() {}

    static JsonGenerator generator(Writer out) throws IOException {
        return new JsonFactoryBuilder()
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .characterEscapes(new Escapes())
                .build()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .setPrettyPrinter(new DefaultPrettyPrinter()
                        .withSeparators(SEPARATORS)
                        .withObjectIndenter(INDENTER)
                        .withArrayIndenter(INDENTER));
    }

    /** Writes a field, unless there is no value. */
    static void field(JsonGenerator json, String name, String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    /** Writes a field, unless the number is 0, which stands for none. */
    static void field(JsonGenerator json, String name, long number) throws IOException {
        if (number > 0) {
            json.writeNumberField(name, number);
        }
    }

    /** Writes an element of an array. */
    interface ElementWriter<T> {
        void write(JsonGenerator json, T element) throws IOException;
    }

    static <T> void array(JsonGenerator json, String name, Iterable<T> elements, ElementWriter<T> writer)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (T element : elements) {
            writer.write(json, element);
        }
        json.writeEndArray();
    }

    /** A path as it is, but for what is no character. No file system has longer ones. */
    static String path(String file) {
        return file.codePoints()
                .limit(LONGEST_PATH)
                .map(c -> Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Also escapes what would begin a tag or the command of a CI system, and DEL. */
    private static final class Escapes extends CharacterEscapes {
        private static final long serialVersionUID = 1;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] escapes = standardAsciiEscapesForJSON();
            escapes['<'] = ESCAPE_STANDARD;
            escapes['#'] = ESCAPE_STANDARD;
            escapes[0x7F] = ESCAPE_STANDARD;
            return escapes;
        }

        @Override
        public SerializableString getEscapeSequence(int c) {
            return null;
        }
    }
}
