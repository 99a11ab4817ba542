package dev.namespacecerts.seal;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Message authentication codes (HMAC-SHA256) for records in the status of an object. A user who may write a status can change
 * a record, but has no key to seal it. A seal is valid for one purpose and one object: its uid, namespace and name. It does
 * not distinguish an older record of the same object from the newest one; the record must contain a time for that.
 */
public final class Seals {
    private static final String ALGORITHM = "HmacSHA256";

    private final Supplier<byte[]> key;

    /** @param key supplies the key on each use, so that it is read on first use */
    public Seals(Supplier<byte[]> key) {
        this.key = key;
    }

    /** The seal of a record, as lower-case hex. */
    public String seal(String purpose, HasMetadata object, String record) {
        var meta = object.getMetadata();
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.get(), ALGORITHM));
            for (String part : List.of(purpose, meta.getUid(), meta.getNamespace(), meta.getName(), record)) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
                mac.update(bytes);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** Whether the seal of a record is valid; null never is. */
    public boolean isValid(String purpose, HasMetadata object, String record, String seal) {
        return seal != null
                && MessageDigest.isEqual(
                        seal(purpose, object, record).getBytes(StandardCharsets.UTF_8),
                        seal.getBytes(StandardCharsets.UTF_8));
    }
}
