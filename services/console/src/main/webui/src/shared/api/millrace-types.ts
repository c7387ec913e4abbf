// Generated from src/main/openapi/millrace.yaml by `npm run api-types`. Do not edit.
export interface paths {
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is logged in; never asks for a login */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events of the runs of a workspace, as they happen */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The person who calls, their workspaces and invitations */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a workspace */
        post: operations["createTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A workspace */
        get: operations["getTenant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Rename a workspace */
        patch: operations["updateTenant"];
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Members */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/members/{member}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a member */
        delete: operations["deleteMember"];
        options?: never;
        head?: never;
        /** Change a member's role */
        patch: operations["updateMember"];
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open invitations */
        get: operations["listInvitations"];
        put?: never;
        /** Invite somebody by e-mail */
        post: operations["createInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/invitations/{invitation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an invitation back */
        delete: operations["deleteInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{token}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept an invitation */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** API keys */
        get: operations["listApiKeys"];
        put?: never;
        /** Make an API key; its text is answered once */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/api-keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API key */
        delete: operations["deleteApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/connectors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What can be connected */
        get: operations["listConnectors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload a file, streamed */
        post: operations["createUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sources */
        get: operations["listSources"];
        put?: never;
        /** Connect a source; it is read at once */
        post: operations["createSource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/sources/{source}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A source */
        get: operations["getSource"];
        put?: never;
        post?: never;
        /** Delete a source and what was loaded from it */
        delete: operations["deleteSource"];
        options?: never;
        head?: never;
        /** Rename a source or change its details */
        patch: operations["updateSource"];
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/sources/{source}/catalog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What there is to read in a source */
        get: operations["getCatalog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/sources/{source}/pipeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is read from a source, how and when */
        get: operations["getPipeline"];
        /** Change what is read, how and when */
        put: operations["putPipeline"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/sources/{source}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read a source now */
        post: operations["createRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/sources/{source}/discoveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look again at what there is to read */
        post: operations["createDiscovery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs, newest first */
        get: operations["listRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/runs/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run */
        get: operations["getRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/runs/{run}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a run at its next safe point */
        post: operations["cancelRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/runs/{run}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The log of a run, oldest first */
        get: operations["listRunLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/transform-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs of the models, newest first */
        get: operations["listTransformRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/transform-runs/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run of the models */
        get: operations["getTransformRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/dashboards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Dashboards */
        get: operations["listDashboards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/dashboards/{dashboard}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A dashboard and its cards */
        get: operations["getDashboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Rename a dashboard or order its cards */
        patch: operations["updateDashboard"];
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/dashboards/{dashboard}/cards/{card}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The figures of a card */
        get: operations["getCardAnswer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/tables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tables that can be explored */
        get: operations["listTables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/questions/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer a question about a table */
        post: operations["answerQuestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description An error, after RFC 9457 */
        Problem: {
            type: string;
            title: string;
            status: number;
            detail?: string | null;
            code: string;
            kind?: string | null;
            retryable?: boolean;
            runId?: string | null;
            traceId?: string | null;
            violations?: components["schemas"]["Violation"][];
        };
        /** @description What is wrong with one field */
        Violation: {
            field: string;
            message: string;
        };
        Session: {
            authenticated: boolean;
            name: string | null;
            email: string | null;
        };
        /**
         * @description What a member may do
         * @enum {string}
         */
        Role: "OWNER" | "ADMIN" | "EDITOR" | "VIEWER";
        Me: {
            subject: string;
            email: string | null;
            name: string | null;
            tenants: components["schemas"]["Membership"][];
            invitations: components["schemas"]["PendingInvitation"][];
        };
        Membership: {
            id: string;
            name: string;
            role: components["schemas"]["Role"];
        };
        PendingInvitation: {
            token: string;
            tenantName: string;
            role: components["schemas"]["Role"];
            invitedBy: string | null;
        };
        NewTenant: {
            name: string;
        };
        Tenant: {
            id: string;
            name: string;
            role: components["schemas"]["Role"];
            /** Format: date-time */
            createdAt: string;
        };
        Member: {
            id: string;
            email: string | null;
            name: string | null;
            role: components["schemas"]["Role"];
            /** Format: date-time */
            joinedAt: string;
        };
        MemberChange: {
            role: components["schemas"]["Role"];
        };
        NewInvitation: {
            email: string;
            role: components["schemas"]["Role"];
        };
        Invitation: {
            id: string;
            email: string;
            role: components["schemas"]["Role"];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            invitedBy: string | null;
            /** @description What the invited person opens */
            link: string;
        };
        NewApiKey: {
            name: string;
            role: components["schemas"]["Role"];
        };
        ApiKey: {
            id: string;
            name: string;
            role: components["schemas"]["Role"];
            prefix: string;
            createdBy: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastUsedAt?: string | null;
            /** Format: date-time */
            expiresAt?: string | null;
            /** @description Only in the answer that makes it */
            key?: string | null;
        };
        AuditEvent: {
            id: string;
            /** Format: date-time */
            at: string;
            actor: string;
            action: string;
            object: string | null;
            details?: {
                [key: string]: unknown;
            };
        };
        Connector: {
            name: string;
            title: string;
            summary: string;
            category: string;
            colour: string;
            initials: string;
            keywords: string[];
            configurationSchema: {
                [key: string]: unknown;
            };
        };
        Upload: {
            id: string;
            fileName: string;
            /** Format: int64 */
            sizeBytes: number;
        };
        NewSource: {
            connector: string;
            name?: string | null;
            configuration: {
                [key: string]: unknown;
            };
        };
        SourceStarted: {
            source: components["schemas"]["Source"];
            run: components["schemas"]["Run"];
        };
        /**
         * @description Where connecting is
         * @enum {string}
         */
        SourceState: "CONNECTING" | "READY" | "FAILED";
        Source: {
            id: string;
            connector: string;
            name: string;
            state: components["schemas"]["SourceState"];
            configuration: {
                [key: string]: unknown;
            };
            schema: string;
            schedule: components["schemas"]["Schedule"];
            latestRun: components["schemas"]["Run"] | null;
            /** Format: date-time */
            createdAt: string;
        };
        SourceChange: {
            name?: string | null;
            configuration?: {
                [key: string]: unknown;
            };
        };
        Catalog: {
            streams: components["schemas"]["CatalogStream"][];
        };
        CatalogStream: {
            name: string;
            fields: components["schemas"]["CatalogField"][];
            primaryKey: string[];
            cursorField: string | null;
            recommended: boolean;
            /** Format: int64 */
            estimatedRows: number | null;
        };
        CatalogField: {
            name: string;
            type: string;
            nullable: boolean;
        };
        /**
         * @description How a stream is read and kept
         * @enum {string}
         */
        SyncMode: "FULL_REFRESH_OVERWRITE" | "FULL_REFRESH_APPEND" | "INCREMENTAL_APPEND" | "INCREMENTAL_UPSERT";
        PipelineStream: {
            name: string;
            selected: boolean;
            syncMode: components["schemas"]["SyncMode"];
            primaryKey: string[];
            cursorField: string | null;
            table: string;
        };
        /**
         * @description null
         * @enum {string}
         */
        ScheduleKind: "MANUAL" | "INTERVAL" | "CRON";
        Schedule: {
            kind: components["schemas"]["ScheduleKind"];
            /** @description ISO 8601 duration */
            interval: string | null;
            /** @description Five fields */
            cron: string | null;
            timeZone: string;
            /** Format: date-time */
            nextAt: string | null;
        };
        ScheduleChange: {
            kind: components["schemas"]["ScheduleKind"];
            interval: string | null;
            cron: string | null;
            timeZone: string;
        };
        Pipeline: {
            streams: components["schemas"]["PipelineStream"][];
            schedule: components["schemas"]["Schedule"];
        };
        PipelineChange: {
            streams: components["schemas"]["PipelineStream"][];
            schedule: components["schemas"]["ScheduleChange"];
        };
        /**
         * @description null
         * @enum {string}
         */
        RunKind: "DISCOVER" | "SYNC" | "TRANSFORM";
        /**
         * @description null
         * @enum {string}
         */
        RunState: "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";
        /**
         * @description null
         * @enum {string}
         */
        StreamState: "WAITING" | "RUNNING" | "SUCCEEDED" | "FAILED";
        StreamProgress: {
            stream: string;
            state: components["schemas"]["StreamState"];
            /** Format: int64 */
            rowsRead: number;
            /** Format: int64 */
            rowsLoaded: number;
            /** Format: int64 */
            rowsSetAside: number;
            /** Format: int64 */
            valuesSetAside: number;
            /** Format: int64 */
            bytesRead: number;
            /** Format: int64 */
            expectedRows: number | null;
        };
        /** @description Why something failed */
        Failure: {
            code: string;
            /** @enum {string} */
            kind: "USER" | "SOURCE" | "DESTINATION" | "RESOURCE" | "INTERNAL";
            retryable: boolean;
            message: string;
        };
        Run: {
            id: string;
            sourceId: string;
            kind: components["schemas"]["RunKind"];
            state: components["schemas"]["RunState"];
            attempt: number;
            cancelRequested: boolean;
            /** Format: date-time */
            queuedAt: string;
            /** Format: date-time */
            startedAt: string | null;
            /** Format: date-time */
            finishedAt: string | null;
            /** Format: int64 */
            rowsRead: number;
            /** Format: int64 */
            rowsLoaded: number;
            /** Format: int64 */
            rowsSetAside: number;
            streams: components["schemas"]["StreamProgress"][];
            failure: components["schemas"]["Failure"] | null;
        };
        LogEntry: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            level: "INFO" | "WARN" | "ERROR";
            stream: string | null;
            message: string;
        };
        ModelRun: {
            name: string;
            state: string;
            /** Format: int64 */
            rows: number | null;
            /** Format: int64 */
            durationMillis: number | null;
            message: string | null;
        };
        TransformRun: {
            id: string;
            sourceId: string | null;
            causedBy: string | null;
            project: string;
            state: components["schemas"]["RunState"];
            /** Format: date-time */
            startedAt: string | null;
            /** Format: date-time */
            finishedAt: string | null;
            models: components["schemas"]["ModelRun"][];
            failure: components["schemas"]["Failure"] | null;
        };
        /**
         * @description null
         * @enum {string}
         */
        DashboardKind: "PACKAGED" | "AUTOMATIC";
        DashboardSummary: {
            id: string;
            title: string;
            sourceId: string | null;
            kind: components["schemas"]["DashboardKind"];
            cardCount: number;
            /** Format: date-time */
            updatedAt: string;
        };
        Dashboard: {
            id: string;
            title: string;
            sourceId: string | null;
            kind: components["schemas"]["DashboardKind"];
            /** Format: date-time */
            updatedAt: string;
            cards: components["schemas"]["Card"][];
        };
        DashboardChange: {
            title?: string | null;
            cardOrder?: string[];
        };
        /**
         * @description null
         * @enum {string}
         */
        Visualization: "NUMBER" | "LINE" | "AREA" | "BAR" | "PIE" | "TABLE";
        Format: {
            /** @enum {string} */
            kind: "NUMBER" | "CURRENCY" | "PERCENT" | "TEXT";
            currency: string | null;
            decimals: number;
        };
        Card: {
            id: string;
            title: string;
            description: string | null;
            visualization: components["schemas"]["Visualization"];
            width: number;
            format: components["schemas"]["Format"];
        };
        AnswerColumn: {
            name: string;
            label: string;
            type: string;
            /** @enum {string} */
            role: "TIME" | "DIMENSION" | "MEASURE";
        };
        Comparison: {
            previous: number | null;
            changeRatio: number | null;
            label: string;
        };
        Answer: {
            columns: components["schemas"]["AnswerColumn"][];
            rows: unknown[][];
            dataVersion: string | null;
            /** Format: date-time */
            computedAt: string;
            fromCache: boolean;
            comparison?: components["schemas"]["Comparison"] | null;
        };
        TableColumn: {
            name: string;
            label: string;
            type: string;
            /** @enum {string} */
            kind: "DATE" | "CATEGORY" | "MEASURE" | "ID" | "TEXT";
        };
        Table: {
            schema: string;
            name: string;
            label: string;
            sourceId: string | null;
            /** Format: int64 */
            rows: number | null;
            columns: components["schemas"]["TableColumn"][];
        };
        /**
         * @description null
         * @enum {string}
         */
        Grain: "DAY" | "WEEK" | "MONTH" | "QUARTER" | "YEAR";
        TableName: {
            schema: string;
            name: string;
        };
        QuestionDimension: {
            column: string;
            grain: components["schemas"]["Grain"] | null;
        };
        Measure: {
            /** @enum {string} */
            aggregation: "COUNT" | "SUM" | "AVG" | "MIN" | "MAX" | "COUNT_DISTINCT";
            column: string | null;
        };
        Filter: {
            column: string;
            /** @enum {string} */
            operator: "EQUALS" | "NOT_EQUALS" | "CONTAINS" | "GREATER" | "LESS" | "BETWEEN" | "IS_NULL" | "IS_NOT_NULL";
            values: (string | number | boolean | null)[];
        };
        Question: {
            table: components["schemas"]["TableName"];
            dimension: components["schemas"]["QuestionDimension"] | null;
            breakdown: string | null;
            measure: components["schemas"]["Measure"];
            filters: components["schemas"]["Filter"][];
            limit: number;
        };
        QuestionAnswer: {
            columns: components["schemas"]["AnswerColumn"][];
            rows: unknown[][];
            dataVersion: string | null;
            /** Format: date-time */
            computedAt: string;
            fromCache: boolean;
            comparison?: components["schemas"]["Comparison"] | null;
            visualization: components["schemas"]["Visualization"];
        };
        MemberPage: {
            items: components["schemas"]["Member"][];
            nextCursor: string | null;
        };
        InvitationPage: {
            items: components["schemas"]["Invitation"][];
            nextCursor: string | null;
        };
        ApiKeyPage: {
            items: components["schemas"]["ApiKey"][];
            nextCursor: string | null;
        };
        AuditEventPage: {
            items: components["schemas"]["AuditEvent"][];
            nextCursor: string | null;
        };
        ConnectorPage: {
            items: components["schemas"]["Connector"][];
            nextCursor: string | null;
        };
        SourcePage: {
            items: components["schemas"]["Source"][];
            nextCursor: string | null;
        };
        RunPage: {
            items: components["schemas"]["Run"][];
            nextCursor: string | null;
        };
        TransformRunPage: {
            items: components["schemas"]["TransformRun"][];
            nextCursor: string | null;
        };
        TablePage: {
            items: components["schemas"]["Table"][];
            nextCursor: string | null;
        };
        LogPage: {
            items: components["schemas"]["LogEntry"][];
            nextCursor: string | null;
        };
        DashboardPage: {
            items: components["schemas"]["DashboardSummary"][];
            nextCursor: string | null;
        };
    };
    responses: {
        /** @description What went wrong and what to do */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        Tenant: string;
        Member: string;
        Invitation: string;
        Token: string;
        Key: string;
        Source: string;
        Run: string;
        Dashboard: string;
        Card: string;
        Limit: number;
        Cursor: string;
        IfMatch: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Problem = components['schemas']['Problem'];
export type Violation = components['schemas']['Violation'];
export type Session = components['schemas']['Session'];
export type Role = components['schemas']['Role'];
export type Me = components['schemas']['Me'];
export type Membership = components['schemas']['Membership'];
export type PendingInvitation = components['schemas']['PendingInvitation'];
export type NewTenant = components['schemas']['NewTenant'];
export type Tenant = components['schemas']['Tenant'];
export type Member = components['schemas']['Member'];
export type MemberChange = components['schemas']['MemberChange'];
export type NewInvitation = components['schemas']['NewInvitation'];
export type Invitation = components['schemas']['Invitation'];
export type NewApiKey = components['schemas']['NewApiKey'];
export type ApiKey = components['schemas']['ApiKey'];
export type AuditEvent = components['schemas']['AuditEvent'];
export type Connector = components['schemas']['Connector'];
export type Upload = components['schemas']['Upload'];
export type NewSource = components['schemas']['NewSource'];
export type SourceStarted = components['schemas']['SourceStarted'];
export type SourceState = components['schemas']['SourceState'];
export type Source = components['schemas']['Source'];
export type SourceChange = components['schemas']['SourceChange'];
export type Catalog = components['schemas']['Catalog'];
export type CatalogStream = components['schemas']['CatalogStream'];
export type CatalogField = components['schemas']['CatalogField'];
export type SyncMode = components['schemas']['SyncMode'];
export type PipelineStream = components['schemas']['PipelineStream'];
export type ScheduleKind = components['schemas']['ScheduleKind'];
export type Schedule = components['schemas']['Schedule'];
export type ScheduleChange = components['schemas']['ScheduleChange'];
export type Pipeline = components['schemas']['Pipeline'];
export type PipelineChange = components['schemas']['PipelineChange'];
export type RunKind = components['schemas']['RunKind'];
export type RunState = components['schemas']['RunState'];
export type StreamState = components['schemas']['StreamState'];
export type StreamProgress = components['schemas']['StreamProgress'];
export type Failure = components['schemas']['Failure'];
export type Run = components['schemas']['Run'];
export type LogEntry = components['schemas']['LogEntry'];
export type ModelRun = components['schemas']['ModelRun'];
export type TransformRun = components['schemas']['TransformRun'];
export type DashboardKind = components['schemas']['DashboardKind'];
export type DashboardSummary = components['schemas']['DashboardSummary'];
export type Dashboard = components['schemas']['Dashboard'];
export type DashboardChange = components['schemas']['DashboardChange'];
export type Visualization = components['schemas']['Visualization'];
export type Format = components['schemas']['Format'];
export type Card = components['schemas']['Card'];
export type AnswerColumn = components['schemas']['AnswerColumn'];
export type Comparison = components['schemas']['Comparison'];
export type Answer = components['schemas']['Answer'];
export type TableColumn = components['schemas']['TableColumn'];
export type Table = components['schemas']['Table'];
export type Grain = components['schemas']['Grain'];
export type TableName = components['schemas']['TableName'];
export type QuestionDimension = components['schemas']['QuestionDimension'];
export type Measure = components['schemas']['Measure'];
export type Filter = components['schemas']['Filter'];
export type Question = components['schemas']['Question'];
export type QuestionAnswer = components['schemas']['QuestionAnswer'];
export type MemberPage = components['schemas']['MemberPage'];
export type InvitationPage = components['schemas']['InvitationPage'];
export type ApiKeyPage = components['schemas']['ApiKeyPage'];
export type AuditEventPage = components['schemas']['AuditEventPage'];
export type ConnectorPage = components['schemas']['ConnectorPage'];
export type SourcePage = components['schemas']['SourcePage'];
export type RunPage = components['schemas']['RunPage'];
export type TransformRunPage = components['schemas']['TransformRunPage'];
export type TablePage = components['schemas']['TablePage'];
export type LogPage = components['schemas']['LogPage'];
export type DashboardPage = components['schemas']['DashboardPage'];
export type ResponseProblem = components['responses']['Problem'];
export type ParameterTenant = components['parameters']['Tenant'];
export type ParameterMember = components['parameters']['Member'];
export type ParameterInvitation = components['parameters']['Invitation'];
export type ParameterToken = components['parameters']['Token'];
export type ParameterKey = components['parameters']['Key'];
export type ParameterSource = components['parameters']['Source'];
export type ParameterRun = components['parameters']['Run'];
export type ParameterDashboard = components['parameters']['Dashboard'];
export type ParameterCard = components['parameters']['Card'];
export type ParameterLimit = components['parameters']['Limit'];
export type ParameterCursor = components['parameters']['Cursor'];
export type ParameterIfMatch = components['parameters']['IfMatch'];
export type $defs = Record<string, never>;
export interface operations {
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    streamEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createTenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTenant"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    updateTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTenant"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listMembers: {
        parameters: {
            query?: {
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
                member: components["parameters"]["Member"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    updateMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
                member: components["parameters"]["Member"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberChange"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listInvitations: {
        parameters: {
            query?: {
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInvitation"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
                invitation: components["parameters"]["Invitation"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: components["parameters"]["Token"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
                key: components["parameters"]["Key"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEventPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listConnectors: {
        parameters: {
            query?: {
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectorPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createUpload: {
        parameters: {
            query: {
                fileName: string;
            };
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listSources: {
        parameters: {
            query?: {
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourcePage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSource"];
            };
        };
        responses: {
            /** @description Accepted; Location names the run */
            202: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceStarted"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
                source: components["parameters"]["Source"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Source"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
                source: components["parameters"]["Source"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    updateSource: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                tenant: components["parameters"]["Tenant"];
                source: components["parameters"]["Source"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SourceChange"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Source"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCatalog: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
                source: components["parameters"]["Source"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Catalog"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPipeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
                source: components["parameters"]["Source"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pipeline"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putPipeline: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                tenant: components["parameters"]["Tenant"];
                source: components["parameters"]["Source"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PipelineChange"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pipeline"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
                source: components["parameters"]["Source"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted; Location names the run */
            202: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createDiscovery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
                source: components["parameters"]["Source"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted; Location names the run */
            202: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listRuns: {
        parameters: {
            query?: {
                sourceId?: string;
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
                run: components["parameters"]["Run"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    cancelRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
                run: components["parameters"]["Run"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted; Location names the run */
            202: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listRunLogs: {
        parameters: {
            query?: {
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
                run: components["parameters"]["Run"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listTransformRuns: {
        parameters: {
            query?: {
                causedBy?: string;
                sourceId?: string;
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransformRunPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getTransformRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
                run: components["parameters"]["Run"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransformRun"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listDashboards: {
        parameters: {
            query?: {
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DashboardPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getDashboard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
                dashboard: components["parameters"]["Dashboard"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dashboard"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    updateDashboard: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                tenant: components["parameters"]["Tenant"];
                dashboard: components["parameters"]["Dashboard"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DashboardChange"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dashboard"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCardAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
                dashboard: components["parameters"]["Dashboard"];
                card: components["parameters"]["Card"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listTables: {
        parameters: {
            query?: {
                limit?: components["parameters"]["Limit"];
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TablePage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    answerQuestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: components["parameters"]["Tenant"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Question"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuestionAnswer"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
