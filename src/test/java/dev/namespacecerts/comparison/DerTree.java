package dev.namespacecerts.comparison;

import dev.namespacecerts.testing.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** DER as a tree that can be changed and written again, also in ways that DER does not allow. */
final class DerTree {
    private static final int DEEPEST = 20;
    private static final int[] TAGS = {
        1, 2, 3, 4, 5, 6, 9, 0x0a, 0x0c, 0x12, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1e, 0x1f, 0x22, 0x23, 0x24, 0x30, 0x31,
        0x80, 0x81, 0x82, 0x86, 0x87, 0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0
    };
    private static final String[] VALUES = {
        "",
        "00",
        "01",
        "02",
        "03",
        "7f",
        "80",
        "ff",
        "0000",
        "0001",
        "0080",
        "00ff",
        "ff00",
        "ff80",
        "ffff",
        "0101ff",
        "010100",
        "0500",
        "020100",
        "7fffffff",
        "0080000000",
        "2a",
        "551d11",
        "2a862a",
        "2a8001",
        "616263",
        "2e61",
        "612e",
        "40",
        "2a2e61",
        "0b",
        "0700",
        "0780",
        "0801",
        "0600",
        "7f00000100000000",
        "0a000000ff000000"
    };

    private enum Length {
        MINIMAL,
        LONG,
        LONGER,
        INDEFINITE,
        ONE_MORE,
        ONE_LESS
    }

    private int tag;
    private byte[] prefix = {}; // the count of unused bits where a bit string holds elements
    private byte[] content;
    private List<DerTree> children; // null where the content is no elements
    private Length length = Length.MINIMAL;

    private DerTree(int tag, byte[] content) {
        this.tag = tag;
        this.content = content;
    }

    /** Some octets with one to three changes; those of the donor may be among them. */
    static byte[] mutate(byte[] der, byte[] donor, Random random) {
        Optional<DerTree> tree =
                parse(der, 0).filter(elements -> elements.size() == 1).map(elements -> elements.get(0));
        if (tree.isEmpty()) {
            return der;
        }
        for (int changes = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 1; changes > 0; changes--) {
            tree.get().change(donor, random);
        }
        return tree.get().encode();
    }

    private static Optional<List<DerTree>> parse(byte[] der, int depth) {
        List<DerTree> elements = new ArrayList<>();
        int at = 0;
        while (at < der.length) {
            if (der.length - at < 2 || (der[at] & 0x1f) == 0x1f || depth > DEEPEST) {
                return Optional.empty();
            }
            int size = der[at + 1] & 0xff;
            int start = at + 2;
            if (size > 0x80 && size < 0x84 && der.length - start >= size - 0x80) {
                int octets = size - 0x80;
                size = 0;
                for (int i = 0; i < octets; i++) {
                    size = size << 8 | der[start++] & 0xff;
                }
            }
            if (size > der.length - start) {
                return Optional.empty();
            }
            elements.add(element(der[at] & 0xff, Arrays.copyOfRange(der, start, start + size), depth));
            at = start + size;
        }
        return Optional.of(elements);
    }

    private static DerTree element(int tag, byte[] content, int depth) {
        DerTree element = new DerTree(tag, content);
        boolean bits = tag == Der.BIT_STRING && content.length > 2 && content[0] == 0;
        if ((tag & 0x20) != 0 || bits || tag == Der.OCTET_STRING && content.length > 1) {
            byte[] inner = bits ? Arrays.copyOfRange(content, 1, content.length) : content;
            parse(inner, depth + 1).ifPresent(children -> {
                element.children = children;
                element.prefix = bits ? new byte[] {0} : new byte[0];
            });
        }
        return element;
    }

    private void addTo(List<DerTree> all) {
        all.add(this);
        if (children != null) {
            children.forEach(child -> child.addTo(all));
        }
    }

    private byte[] encode() {
        byte[] all = children == null
                ? content
                : Bytes.join(
                        prefix,
                        Bytes.join(children.stream().map(DerTree::encode).toArray(byte[][]::new)));
        byte[] end = length == Length.INDEFINITE ? new byte[2] : new byte[0];
        return Bytes.join(new byte[] {(byte) tag}, encodedLength(all.length), all, end);
    }

    private byte[] encodedLength(int size) {
        return switch (length) {
            case MINIMAL -> Der.length(size);
            case LONG -> new byte[] {(byte) 0x82, (byte) (size >> 8), (byte) size};
            case LONGER -> new byte[] {(byte) 0x84, 0, 0, (byte) (size >> 8), (byte) size};
            case INDEFINITE -> new byte[] {(byte) 0x80};
            case ONE_MORE -> Der.length(size + 1);
            case ONE_LESS -> Der.length(Math.max(0, size - 1));
        };
    }

    private void change(byte[] donor, Random random) {
        List<DerTree> all = new ArrayList<>();
        addTo(all);
        DerTree chosen = all.get(random.nextInt(all.size()));
        switch (random.nextInt(10)) {
            case 0 -> chosen.tag = TAGS[random.nextInt(TAGS.length)];
            case 1 -> chosen.length = Length.values()[random.nextInt(Length.values().length)];
            case 2, 3 -> chosen.changeList(donor, random);
            case 4 -> chosen.become(all.get(random.nextInt(all.size())));
            case 5 -> chosen.become(anyOf(donor, random));
            default -> chosen.changeContent(random);
        }
    }

    private void become(DerTree other) {
        List<DerTree> copied = parse(other.encode(), 0).orElse(List.of());
        if (copied.size() == 1) {
            tag = copied.get(0).tag;
            prefix = copied.get(0).prefix;
            content = copied.get(0).content;
            children = copied.get(0).children;
        }
    }

    private void changeList(byte[] donor, Random random) {
        if (children == null || children.isEmpty()) {
            changeContent(random);
            return;
        }
        int at = random.nextInt(children.size());
        int other = random.nextInt(children.size());
        switch (random.nextInt(5)) {
            case 0 -> children.remove(at);
            case 1 -> children.add(other, copy(children.get(at)));
            case 2 -> Collections.swap(children, at, other);
            case 3 -> children.add(at, new DerTree(TAGS[random.nextInt(TAGS.length)], value(random)));
            default -> children.add(at, anyOf(donor, random));
        }
    }

    private static DerTree anyOf(byte[] donor, Random random) {
        List<DerTree> all = new ArrayList<>();
        parse(donor, 0).ifPresent(elements -> elements.forEach(element -> element.addTo(all)));
        return all.isEmpty() ? new DerTree(Der.NULL, new byte[0]) : all.get(random.nextInt(all.size()));
    }

    private static DerTree copy(DerTree original) {
        return parse(original.encode(), 0)
                .filter(elements -> elements.size() == 1)
                .map(elements -> elements.get(0))
                .orElse(new DerTree(Der.NULL, new byte[0]));
    }

    private void changeContent(Random random) {
        if (children != null && random.nextBoolean()) {
            content = Bytes.join(
                    prefix, Bytes.join(children.stream().map(DerTree::encode).toArray(byte[][]::new)));
            children = null;
        }
        if (children != null || content.length == 0 || random.nextInt(3) == 0) {
            children = null;
            content = value(random);
            return;
        }
        int at = random.nextInt(content.length);
        byte[] head = Arrays.copyOf(content, at);
        byte[] tail = Arrays.copyOfRange(content, at + 1, content.length);
        content = switch (random.nextInt(6)) {
            case 0 -> Bytes.join(head, new byte[] {(byte) (content[at] ^ 1 << random.nextInt(8))}, tail);
            case 1 -> Bytes.join(head, new byte[] {(byte) random.nextInt(256)}, tail);
            case 2 -> Bytes.join(head, new byte[] {(byte) (content[at] + 1)}, tail);
            case 3 -> Bytes.join(head, tail);
            case 4 -> Bytes.join(head, new byte[] {content[at], (byte) random.nextInt(256)}, tail);
            default -> head;
        };
    }

    private static byte[] value(Random random) {
        return Bytes.hex(VALUES[random.nextInt(VALUES.length)]);
    }
}
