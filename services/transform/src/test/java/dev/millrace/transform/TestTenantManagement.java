package dev.millrace.transform;

import dev.millrace.platform.testkit.TestWarehouses;
import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.rest.client.inject.RestClient;

@Mock
@RestClient
@ApplicationScoped
class TestTenantManagement extends TestWarehouses {}
