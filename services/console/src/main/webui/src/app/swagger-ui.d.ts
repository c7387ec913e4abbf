declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  interface SwaggerRequest {
    headers: Record<string, string>
  }
  interface SwaggerOptions {
    dom_id: string
    url: string
    deepLinking: boolean
    requestInterceptor: (request: SwaggerRequest) => SwaggerRequest
  }
  const SwaggerUI: (options: SwaggerOptions) => void
  export { SwaggerUI as default }
}
