package dev.millrace.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CatalogueTest {

    @Test
    void everyManifestOfTheProductIsASource() {
        assertThat(Catalogue.sources())
                .extracting(source -> source.spec().name())
                .containsExactlyElementsOf(Catalogue.names())
                .contains("github", "exchange-rates");
    }

    @Test
    void everyTileSaysWhatItGives() {
        assertThat(Catalogue.sources()).allSatisfy(source -> {
            assertThat(source.spec().summary()).endsWith(".");
            assertThat(source.spec().colour()).matches("#[0-9a-f]{6}");
            assertThat(source.spec().initials()).hasSizeBetween(1, 2);
            assertThat(source.spec().keywords()).isNotEmpty();
            assertThat(source.spec().category()).isNotEqualTo("saas");
        });
    }
}
