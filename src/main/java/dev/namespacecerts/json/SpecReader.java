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
import java.lang.reflect.Method;
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

    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents()).map(Field::of).toList();
        }
    };

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
            for (Field field : FIELDS.get(value.getClass())) {
                checkField(path + "." + field.name(), value, field);
            }
        }
    }

    private static void checkField(String path, Object owner, Field field) throws UnreadableException {
        try {
            Object value = field.accessor().invoke(owner);
            if (value != null || field.needed()) {
                check(path, value);
            }
            if (field.duration() && value != null) {
                GoDuration.parse((String) value);
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new UnreadableException(path + " is not a duration such as 360h");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(path, e);
        }
    }

    /**
     * What is checked of a field of a record.
     *
     * @param needed whether it must be there
     * @param duration whether it is a text with a duration
     */
    private record Field(String name, Method accessor, boolean needed, boolean duration) {
        static Field of(RecordComponent component) {
            Class<?> owner = component.getDeclaringRecord();
            try {
                var declared = owner.getDeclaredField(component.getName());
                // Objects that were stored under another schema lack defaults. The record sets those of the spec
                // itself.
                boolean needed = declared.isAnnotationPresent(Required.class)
                        || (declared.isAnnotationPresent(Default.class)
                                && owner != NamespaceCertificateBundleSpec.class);
                Pattern pattern = declared.getAnnotation(Pattern.class);
                boolean duration = component.getType() == String.class
                        && pattern != null
                        && pattern.value().equals(GoDuration.PATTERN);
                return new Field(component.getName(), component.getAccessor(), needed, duration);
            } catch (NoSuchFieldException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
