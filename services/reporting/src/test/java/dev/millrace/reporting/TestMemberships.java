package dev.millrace.reporting;

import dev.millrace.platform.testkit.PersonalTenants;
import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;

@Mock
@ApplicationScoped
class TestMemberships extends PersonalTenants {}
