package dev.millrace.connector.rest.paging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseFieldsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ response.next }}",
                "{{ response['meta']['data'] }}",
                "{{ response.get('next', {}).get('cursor') }}",
                "{{ response.next if response.has_more else '' }}",
                "{{ last_record['id'] }}",
                "{{ headers['link'] }}",
                "{{ response.database }}"
            })
    void anExpressionThatNamesOtherFieldsNeedsNothingOfThisOne(String expression) {
        assertThat(ResponseFields.areOtherThan("data", expression)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ response.data[-1].id }}",
                "{{ response['data']|length < 100 }}",
                "{{ response.get('data') }}",
                "{{ response | length }}",
                "{{ response.values() }}",
                "{{ response[config['field']] }}",
                "{{ response.items() }}",
                "{{ response.get(config['field']) }}",
                "{{ not response }}"
            })
    void anExpressionThatMayLookAtThisFieldNeedsIt(String expression) {
        assertThat(ResponseFields.areOtherThan("data", expression)).isFalse();
    }
}
