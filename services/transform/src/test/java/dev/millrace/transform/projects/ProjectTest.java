package dev.millrace.transform.projects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProjectTest {

    @Test
    void modelsComeAfterThoseThatTheyRead() {
        Project project = new Project("p", "P", List.of(model("c", "b"), model("b", "a"), model("a")));
        assertThat(project.models()).extracting(Model::name).containsExactly("a", "b", "c");
    }

    @Test
    void aCircleIsRefused() {
        assertThatThrownBy(() -> new Project("p", "P", List.of(model("a", "b"), model("b", "a"))))
                .hasMessageContaining("in a circle");
    }

    @Test
    void aModelThatReadsNothingThereIsRefused() {
        assertThatThrownBy(() -> new Project("p", "P", List.of(model("a", "x"))))
                .hasMessageContaining("model a reads x, which there is not");
    }

    @Test
    void theSampleProjectSaysWhatItReads() {
        Project sample = new Projects().of("sample").orElseThrow();
        Model mrr = sample.models().stream()
                .filter(model -> model.name().equals("mrr_monthly"))
                .findFirst()
                .orElseThrow();
        assertThat(mrr.refs()).containsExactly("customer_months");
        assertThat(sample.models().stream().flatMap(model -> model.sources().stream()))
                .containsOnly("customers", "subscriptions", "payments", "web_visits", "tickets");
        assertThat(Projects.render(mrr, name -> "<" + name + ">", name -> name)).contains("from <customer_months> now");
    }

    private static Model model(String name, String... refs) {
        return new Model(name, "", Set.of(refs), Set.of());
    }
}
