package dev.namespacecerts.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a spec that its schema accepts, so that every value has the type of its field. Does the same as Jackson, whose start
 * takes a tenth of a second.
 */
public final class AcceptedSpec {
    private AcceptedSpec() {}

    public static <S extends Record> S read(JsonNode spec, Class<S> type) {
        return type.cast(value(spec, type));
    }

    private static Object value(JsonNode value, Type type) {
        if (value == null || value.isNull()) {
            return null;
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class ? list(value, arguments[0]) : map(value, arguments[1]);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return object(value, plain);
        }
        return plain.isEnum() ? constant(value.textValue(), plain) : value.textValue();
    }

    private static List<Object> list(JsonNode items, Type type) {
        List<Object> list = new ArrayList<>();
        items.forEach(item -> list.add(value(item, type)));
        return list;
    }

    private static Map<String, Object> map(JsonNode fields, Type type) {
        Map<String, Object> map = new LinkedHashMap<>();
        fields.properties().forEach(field -> map.put(field.getKey(), value(field.getValue(), type)));
        return map;
    }

    private static Object object(JsonNode fields, Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(fields.get(components[i].getName()), components[i].getGenericType());
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName(), e);
        }
    }

    private static Object constant(String text, Class<?> type) {
        for (Object constant : type.getEnumConstants()) {
            String name = ((Enum<?>) constant).name();
            if (text.equals(name) || text.equals(nameInJson(type, name))) {
                return constant;
            }
        }
        throw new IllegalStateException(type.getName());
    }

    private static String nameInJson(Class<?> type, String constant) {
        try {
            JsonProperty property = type.getField(constant).getAnnotation(JsonProperty.class);
            return property == null ? constant : property.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(type.getName(), e);
        }
    }
}
