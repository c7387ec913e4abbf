/** What a service publishes about its API: more exact than annotations alone, because it reads the Java behind it. */
@NullMarked
@OpenAPIDefinition(
        info = @Info(title = "", version = ""),
        components =
                @Components(
                        schemas = @Schema(name = "Problem", implementation = Problem.class),
                        responses =
                                @APIResponse(
                                        name = "Problem",
                                        description = "What went wrong, and what to do",
                                        content =
                                                @Content(
                                                        mediaType = Problem.MEDIA_TYPE,
                                                        schema = @Schema(ref = "Problem")))))
package dev.millrace.platform.contract;

import dev.millrace.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.NullMarked;
