package dev.millrace.connector.spi.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseLoginTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static ObjectNode form() {
        return JSON.createObjectNode()
                .put("host", "db.example.com")
                .put("database", "shop")
                .put("user", "reader")
                .put("password", "hunter2");
    }

    @Test
    void what_is_left_out_has_its_default() {
        assertThat(DatabaseLogin.parse(form(), 5432))
                .isEqualTo(new DatabaseLogin("db.example.com", 5432, "shop", "reader", "hunter2", "prefer"));
    }

    @Test
    void the_password_is_not_in_its_text() {
        assertThat(DatabaseLogin.parse(form(), 5432))
                .hasToString("DatabaseLogin[reader@db.example.com:5432/shop, ***]");
    }

    @Test
    void an_address_of_version_six_stands_in_brackets() {
        assertThat(DatabaseLogin.parse(form().put("host", "2001:db8::1"), 3306).authority())
                .isEqualTo("[2001:db8::1]:3306");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db.example.com/shop?socketFactory=javax.net.DefaultSocketFactory&x=",
                "first.example.com,second.example.com",
                "db.example.com:5433",
                "user@db.example.com",
                "db example"
            })
    void a_host_that_means_more_than_a_host_is_refused(String host) {
        assertThatThrownBy(() -> DatabaseLogin.parse(form().put("host", host), 5432))
                .hasMessage("\"Host\" can't be read. Enter a host name or an address.");
    }

    @Test
    void a_missing_field_is_named_as_the_form_names_it() {
        assertThatThrownBy(() -> DatabaseLogin.parse(form().put("user", " "), 5432))
                .hasMessage("\"User\" is missing. Fill it in.");
    }

    @Test
    void the_fields_are_members_of_a_json_object() throws JsonProcessingException {
        assertThat(JSON.readTree("{" + DatabaseLogin.fields(3306, "checks the certificate") + "}"))
                .hasSize(DatabaseLogin.LAST_ORDER)
                .allSatisfy(field -> assertThat(field.path("title").asText()).isNotEmpty());
    }
}
