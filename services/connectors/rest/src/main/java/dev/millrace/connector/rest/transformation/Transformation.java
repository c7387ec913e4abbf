package dev.millrace.connector.rest.transformation;

import java.util.HashMap;
import java.util.Map;

/** Changes a record. Safe for use by several threads. */
public interface Transformation {
    /**
     * Changes the record in place.
     *
     * @param context what expressions of the transformation may use besides the record: {@code config}, {@code parameters}, {@code
     *     stream_slice}
     * @throws dev.millrace.connector.rest.expression.ExpressionException when one of them can't be evaluated
     */
    void apply(Map<String, Object> record, Map<String, Object> context);

    /** The context, with the record in it. */
    static Map<String, Object> with(Map<String, Object> record, Map<String, Object> context) {
        Map<String, Object> extended = new HashMap<>(context);
        extended.put("record", record);
        return extended;
    }
}
