import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js'
import 'swagger-ui-dist/swagger-ui.css'

// "Try it out" works with the reader's own session, which the front door accepts only with this header.
SwaggerUI({
  dom_id: '#api-docs',
  url: '/api/v1/openapi.json',
  deepLinking: true,
  requestInterceptor: (request) => ({
    ...request,
    headers: { ...request.headers, 'X-Requested-With': 'JavaScript' },
  }),
})
