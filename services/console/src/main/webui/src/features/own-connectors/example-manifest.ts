/** Something to begin with: one stream of pages, with a key that the person who connects it fills in. */
export const EXAMPLE_MANIFEST = `version: 6.0.0
type: DeclarativeSource

check:
  type: CheckStream
  stream_names: [customers]

definitions:
  requester:
    type: HttpRequester
    url_base: https://api.example.com/v1
    authenticator:
      type: BearerAuthenticator
      api_token: "{{ config['api_key'] }}"

streams:
  - type: DeclarativeStream
    name: customers
    primary_key: id
    retriever:
      type: SimpleRetriever
      requester:
        $ref: "#/definitions/requester"
        path: /customers
      record_selector:
        type: RecordSelector
        extractor:
          type: DpathExtractor
          field_path: [data]
      paginator:
        type: DefaultPaginator
        page_token_option:
          type: RequestOption
          inject_into: request_parameter
          field_name: page
        pagination_strategy:
          type: PageIncrement
          start_from_page: 1
          page_size: 100

spec:
  type: Spec
  connection_specification:
    type: object
    required: [api_key]
    properties:
      api_key:
        type: string
        title: API key
        description: You find it in the settings of your account, under API.
        airbyte_secret: true
`
