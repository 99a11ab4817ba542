package dev.namespacecerts.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.namespacecerts.api.v1alpha1.CertificateFilterSpec;
import dev.namespacecerts.api.v1alpha1.CertificateSource;
import dev.namespacecerts.api.v1alpha1.GoDuration;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleSpec;
import dev.namespacecerts.api.v1alpha1.PublishSpec;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Reads a spec, or reports why it cannot be read. An unknown field is such a reason: in a filter it may restrict what the
 * other fields match.
 */
final class SpecReader {
    private static final ObjectMapper STRICT = JsonMapper.builder().build();

    private SpecReader() {}

    /** The reason why a spec cannot be read. The message quotes no value of the spec. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String reason) {
            super(reason);
        }
    }

    static <S> S read(JsonNode spec, Class<S> type) throws UnreadableException {
        try {
            S read = STRICT.treeToValue(spec, type);
            check("spec", read);
            return read;
        } catch (JsonProcessingException e) {
            String what = e instanceof UnrecognizedPropertyException
                    ? "a field that this version of the operator does not support"
                    : "a value that this version of the operator does not support";
            String path = "spec" + path(e, type);
            throw new UnreadableException(path + " holds " + what + "; kubectl explain " + shortName(type) + "."
                    + path.replaceAll("\\[\\d+]", "") + " shows what is allowed");
        }
    }

    private static String shortName(Class<?> type) {
        return type == CertificateFilterSpec.class ? "ncf" : "ncb";
    }

    /** Path of known field names only; other names are user input. */
    private static String path(JsonProcessingException e, Class<?> root) {
        StringBuilder path = new StringBuilder();
        if (e instanceof JsonMappingException mapping) {
            for (JsonMappingException.Reference step : mapping.getPath()) {
                if (step.getIndex() >= 0) {
                    path.append('[').append(step.getIndex()).append(']');
                } else if (isField(step, path.isEmpty() ? root : null)) {
                    path.append('.').append(step.getFieldName());
                } else {
                    break;
                }
            }
        }
        return path.toString();
    }

    private static boolean isField(JsonMappingException.Reference step, Class<?> root) {
        Class<?> type = step.getFrom() instanceof Class<?> from ? from : root;
        return type != null
                && type.isRecord()
                && Arrays.stream(type.getRecordComponents())
                        .anyMatch(component -> component.getName().equals(step.getFieldName()));
    }

    /** Checks the constraints that the operator relies on; an object may have been stored under another schema. */
    private static void check(String path, Object value) throws UnreadableException {
        if (value == null) {
            throw new UnreadableException(path + " is missing");
        }
        if (value instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                check(path + "[" + i + "]", items.get(i));
            }
        } else if (value instanceof CertificateSource source
                && Stream.of(source.inline(), source.configMap(), source.secret())
                        .allMatch(Objects::isNull)) {
            throw new UnreadableException(path + " has none of inline, configMap, secret");
        } else if (value instanceof PublishSpec publish && publish.configMap() == null && publish.secret() == null) {
            throw new UnreadableException(path + " has none of configMap, secret");
        } else if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                checkField(path + "." + component.getName(), value, component);
            }
        }
    }

    private static void checkField(String path, Object owner, RecordComponent component) throws UnreadableException {
        try {
            var field = owner.getClass().getDeclaredField(component.getName());
            Object value = component.getAccessor().invoke(owner);
            // Objects that were stored under another schema lack defaults. The record sets those of the spec itself.
            boolean needed = field.isAnnotationPresent(Required.class)
                    || (field.isAnnotationPresent(Default.class) && !(owner instanceof NamespaceCertificateBundleSpec));
            if (value != null || needed) {
                check(path, value);
            }
            Pattern pattern = field.getAnnotation(Pattern.class);
            if (value instanceof String text
                    && pattern != null
                    && pattern.value().equals(GoDuration.PATTERN)) {
                GoDuration.parse(text);
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new UnreadableException(path + " is not a duration such as 360h");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(path, e);
        }
    }
}
