package dev.millrace.syncworker;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.ValueTreatment;
import dev.millrace.work.ColumnRule;
import dev.millrace.work.ColumnRule.Treatment;
import dev.millrace.work.StreamSettings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Keeps columns, or what they say, from leaving the worker. */
final class ColumnPrivacy {

    private static final String HASH = "HmacSHA256";

    private final StreamSettings settings;
    private final @Nullable String hashKey;

    /** @param hashKey the tenant's, in base 64; null when no column is hashed */
    ColumnPrivacy(StreamSettings settings, @Nullable String hashKey) {
        this.settings = settings;
        this.hashKey = hashKey;
    }

    /** The stream without the columns that are skipped; what is treated becomes text. */
    Stream shape(Stream stream) {
        List<Field> fields = new ArrayList<>();
        for (Field field : stream.fields()) {
            Optional<Treatment> treatment = settings.rule(field.name()).map(ColumnRule::treatment);
            if (treatment.isEmpty()) {
                fields.add(field);
            } else if (treatment.get() != Treatment.SKIP) {
                fields.add(Field.of(field.name(), LogicalType.TEXT, field.nullable()));
            }
        }
        return new Stream(
                stream.name(),
                fields,
                stream.primaryKey(),
                stream.cursorField(),
                stream.recommended(),
                stream.estimatedRows());
    }

    /** The treatments by field. To be used by one thread. */
    Map<String, ValueTreatment> treatments() {
        Map<String, ValueTreatment> treatments = new HashMap<>();
        for (ColumnRule rule : settings.columns()) {
            switch (rule.treatment()) {
                case SKIP -> {
                    // It is not among the columns.
                }
                case HASH -> treatments.put(rule.field(), hash());
                case MASK -> treatments.put(rule.field(), ColumnPrivacy::mask);
                case TRUNCATE -> {
                    int length = Objects.requireNonNullElse(rule.length(), 0);
                    treatments.put(rule.field(), value -> truncate(value, length));
                }
            }
        }
        return treatments;
    }

    private ValueTreatment hash() {
        if (hashKey == null) {
            throw new IllegalStateException("a column is to be hashed and there is no key");
        }
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(hashKey), HASH));
            return value -> HexFormat.of().formatHex(mac.doFinal(value)).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has " + HASH, e);
        }
    }

    private static byte[] mask(byte[] value) {
        StringBuilder masked = new StringBuilder(value.length);
        new String(value, StandardCharsets.UTF_8)
                .codePoints()
                .map(c -> Character.isDigit(c) ? '0' : Character.isLetter(c) ? 'x' : c)
                .forEach(masked::appendCodePoint);
        return masked.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] truncate(byte[] value, int length) {
        String text = new String(value, StandardCharsets.UTF_8);
        return text.codePointCount(0, text.length()) <= length
                ? value
                : text.substring(0, text.offsetByCodePoints(0, length)).getBytes(StandardCharsets.UTF_8);
    }
}
