package dev.namespacecerts.watch;

import io.fabric8.kubernetes.api.model.Condition;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/** Amount of text in a spec or status. */
final class TextSize {
    private static final ClassValue<Method[]> FIELDS = new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getAccessor)
                    .toArray(Method[]::new);
        }
    };

    private TextSize() {}

    /** The number of characters in all texts of a record, recursively. */
    static long of(Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        if (value instanceof Collection<?> items) {
            return items.stream().mapToLong(TextSize::of).sum();
        }
        if (value instanceof Map<?, ?> map) {
            return of(map.keySet()) + of(map.values());
        }
        if (value instanceof Condition condition) {
            return of(condition.getType()) + of(condition.getReason()) + of(condition.getMessage());
        }
        return value instanceof Record ? ofFields(value) : 0;
    }

    private static long ofFields(Object owner) {
        try {
            long size = 0;
            for (Method field : FIELDS.get(owner.getClass())) {
                size += of(field.invoke(owner));
            }
            return size;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
