-- The job file of commit 6c90136, the last before its versions were counted: a failed job, one killed after the first of
-- its two chunks (notes.txt, letter.txt) was paid for, and one still queued (poem.txt). Dumped by sqlite3's iterdump().
BEGIN TRANSACTION;
CREATE TABLE application_versions (
    version_id TEXT NOT NULL PRIMARY KEY,
    version_name TEXT NOT NULL UNIQUE,
    version_timestamp INTEGER NOT NULL DEFAULT (strftime('%s','now') * 1000),
    created_at INTEGER NOT NULL DEFAULT (strftime('%s','now') * 1000)
, "application_name" TEXT DEFAULT NULL);
INSERT INTO "application_versions" VALUES('79170bd9-4497-40ea-b23f-88b4d74c4e95','1',1795621046000,1795621046000,'citegraph');
CREATE TABLE dbos_migrations (version INTEGER NOT NULL PRIMARY KEY);
INSERT INTO "dbos_migrations" VALUES(125);
CREATE TABLE document_left_out (
	document_id VARCHAR(64) NOT NULL, 
	dropped TEXT NOT NULL, 
	PRIMARY KEY (document_id)
);
CREATE TABLE extraction_outcome (
	pass_name VARCHAR(16) NOT NULL, 
	chunk_id VARCHAR(64) NOT NULL, 
	document_id VARCHAR(64) NOT NULL, 
	cache_key VARCHAR(64) NOT NULL, 
	done BOOLEAN NOT NULL, 
	outcome TEXT NOT NULL, 
	failure TEXT, 
	dropped TEXT, 
	model TEXT NOT NULL, 
	model_calls INTEGER NOT NULL, 
	input_tokens INTEGER NOT NULL, 
	output_tokens INTEGER NOT NULL, 
	latency_ms FLOAT NOT NULL, 
	PRIMARY KEY (pass_name, chunk_id)
);
INSERT INTO "extraction_outcome" VALUES('loose','1f57df8bc7e30454d8f8ff453b6068c5','ae30558df79756c719018b8381a4ddbb','1f57df8bc7e30454d8f8ff453b6068c5 True',1,'{"chunk_id":"1f57df8bc7e30454d8f8ff453b6068c5","usage":{"model":"m","model_calls":1,"input_tokens":7}}',NULL,NULL,'m',1,7,0,0.0);
CREATE TABLE ingest_job (
	id VARCHAR(64) NOT NULL, 
	content VARCHAR(64) NOT NULL, 
	generation INTEGER NOT NULL, 
	attempt INTEGER NOT NULL, 
	document_ids TEXT NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	error TEXT NOT NULL, 
	remedy TEXT NOT NULL, 
	created_at VARCHAR(40) NOT NULL, 
	finished_at VARCHAR(40), 
	PRIMARY KEY (id)
);
INSERT INTO "ingest_job" VALUES('ffffffffffffffffffffffff-0','ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',0,0,'["00000000000000000000000000000000"]','failed','the disk is full','make room','2026-11-25T15:37:26.840346Z',NULL);
INSERT INTO "ingest_job" VALUES('0afb261041880918fbc3713b-0','0afb261041880918fbc3713bc32c1f96fc66cf5daeef652ff8cd1cf10fee1e1e',0,0,'["ae30558df79756c719018b8381a4ddbb", "c42c6214d88d213712806b056b87be9c"]','running','','','2026-11-25T15:37:26.853780Z',NULL);
INSERT INTO "ingest_job" VALUES('e7c9cdf78e92ba18f5c09351-0','e7c9cdf78e92ba18f5c0935110d8eeb2435b025ad238621821a5c21fa45ade04',0,0,'["8e4802ef1e276da3024481cb201ca802"]','queued','','','2026-11-25T15:37:28.120311Z',NULL);
CREATE TABLE job_graph (
	id INTEGER NOT NULL, 
	folder TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "job_graph" VALUES(1,'/data/graphs/default');
CREATE TABLE notifications (
    message_uuid TEXT NOT NULL DEFAULT (hex(randomblob(16))) PRIMARY KEY,
    destination_uuid TEXT NOT NULL,
    topic TEXT,
    message TEXT NOT NULL,
    created_at_epoch_ms INTEGER NOT NULL DEFAULT (strftime('%s','now') * 1000), "serialization" TEXT DEFAULT NULL, "consumed" BOOLEAN NOT NULL DEFAULT FALSE, consumed_by_function_id INTEGER,
    FOREIGN KEY (destination_uuid) REFERENCES workflow_status(workflow_uuid) 
        ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE TABLE "operation_outputs" (
    workflow_uuid TEXT NOT NULL,
    function_id INTEGER NOT NULL,
    function_name TEXT NOT NULL DEFAULT '',
    output TEXT,
    error TEXT,
    child_workflow_id TEXT,
    started_at_epoch_ms INTEGER,
    completed_at_epoch_ms INTEGER,
    serialization TEXT,
    application_name TEXT DEFAULT NULL,
    retention_timestamp INTEGER NOT NULL DEFAULT (strftime('%s','now') * 1000),
    PRIMARY KEY (workflow_uuid, function_id)
);
INSERT INTO "operation_outputs" VALUES('0afb261041880918fbc3713b-0.0',1,'split','gAROLg==',NULL,NULL,1795621048051,1795621048065,'py_pickle','citegraph',1795621048000);
CREATE TABLE queues (
    queue_id TEXT PRIMARY KEY DEFAULT (hex(randomblob(16))),
    name TEXT NOT NULL UNIQUE,
    concurrency INTEGER,
    worker_concurrency INTEGER,
    rate_limit_max INTEGER,
    rate_limit_period_sec REAL,
    priority_enabled BOOLEAN NOT NULL DEFAULT FALSE,
    partition_queue BOOLEAN NOT NULL DEFAULT FALSE,
    polling_interval_sec REAL NOT NULL DEFAULT 1.0,
    created_at INTEGER NOT NULL DEFAULT (strftime('%s','now') * 1000),
    updated_at INTEGER NOT NULL DEFAULT (strftime('%s','now') * 1000)
, "application_name" TEXT DEFAULT NULL, "partition_concurrency" INTEGER DEFAULT NULL, "partition_worker_concurrency" INTEGER DEFAULT NULL, "partition_rate_limit_max" INTEGER DEFAULT NULL, "partition_rate_limit_period_sec" REAL DEFAULT NULL);
INSERT INTO "queues" VALUES('BE1ED4D303ED337B6FEA0C80D64F63FF','ingest',NULL,1,NULL,NULL,1,0,0.2,1795621046000,1795621046833,'citegraph',NULL,NULL,NULL,NULL);
CREATE TABLE streams (
    workflow_uuid TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    "offset" INTEGER NOT NULL, function_id INTEGER NOT NULL DEFAULT 0, "serialization" TEXT DEFAULT NULL,
    PRIMARY KEY (workflow_uuid, key, "offset"),
    FOREIGN KEY (workflow_uuid) REFERENCES workflow_status(workflow_uuid) 
        ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE TABLE workflow_events (
    workflow_uuid TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL, "serialization" TEXT DEFAULT NULL,
    PRIMARY KEY (workflow_uuid, key),
    FOREIGN KEY (workflow_uuid) REFERENCES workflow_status(workflow_uuid) 
        ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE TABLE workflow_events_history (
    workflow_uuid TEXT NOT NULL,
    function_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL, "serialization" TEXT DEFAULT NULL,
    PRIMARY KEY (workflow_uuid, function_id, key),
    FOREIGN KEY (workflow_uuid) REFERENCES workflow_status(workflow_uuid)
        ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE TABLE workflow_input (
    workflow_uuid TEXT NOT NULL PRIMARY KEY,
    inputs TEXT,
    retention_timestamp INTEGER NOT NULL DEFAULT (strftime('%s','now') * 1000)
);
INSERT INTO "workflow_input" VALUES('0afb261041880918fbc3713b-0.0','gASVNgAAAAAAAAB9lCiMBGFyZ3OUjBowYWZiMjYxMDQxODgwOTE4ZmJjMzcxM2ItMJSFlIwGa3dhcmdzlH2UdS4=',1795621046000);
INSERT INTO "workflow_input" VALUES('e7c9cdf78e92ba18f5c09351-0.0','gASVNgAAAAAAAAB9lCiMBGFyZ3OUjBplN2M5Y2RmNzhlOTJiYTE4ZjVjMDkzNTEtMJSFlIwGa3dhcmdzlH2UdS4=',1795621048000);
CREATE TABLE workflow_output (
    workflow_uuid TEXT NOT NULL PRIMARY KEY,
    output TEXT,
    error TEXT,
    retention_timestamp INTEGER NOT NULL DEFAULT (strftime('%s','now') * 1000)
);
CREATE TABLE workflow_schedules (
    schedule_id TEXT PRIMARY KEY,
    schedule_name TEXT NOT NULL UNIQUE,
    workflow_name TEXT NOT NULL,
    workflow_class_name TEXT,
    schedule TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'ACTIVE',
    context TEXT NOT NULL
, "last_fired_at" TEXT DEFAULT NULL, "automatic_backfill" BOOLEAN NOT NULL DEFAULT FALSE, "cron_timezone" TEXT DEFAULT NULL, "queue_name" TEXT DEFAULT NULL, "application_name" TEXT DEFAULT NULL);
CREATE TABLE workflow_status (
    workflow_uuid TEXT PRIMARY KEY,
    status TEXT,
    name TEXT,
    authenticated_user TEXT,
    assumed_role TEXT,
    authenticated_roles TEXT,
    request TEXT,
    output TEXT,
    error TEXT,
    executor_id TEXT,
    created_at INTEGER NOT NULL DEFAULT (strftime('%s','now') * 1000),
    updated_at INTEGER NOT NULL DEFAULT (strftime('%s','now') * 1000),
    application_version TEXT,
    application_id TEXT,
    class_name TEXT DEFAULT NULL,
    config_name TEXT DEFAULT NULL,
    recovery_attempts INTEGER DEFAULT 0,
    queue_name TEXT,
    workflow_timeout_ms INTEGER,
    workflow_deadline_epoch_ms INTEGER,
    inputs TEXT,
    started_at_epoch_ms INTEGER,
    deduplication_id TEXT,
    priority INTEGER NOT NULL DEFAULT 0
, queue_partition_key TEXT, forked_from TEXT, "owner_xid" TEXT DEFAULT NULL, "parent_workflow_id" TEXT DEFAULT NULL, "serialization" TEXT DEFAULT NULL, "delay_until_epoch_ms" BIGINT DEFAULT NULL, "was_forked_from" BOOLEAN NOT NULL DEFAULT FALSE, "rate_limited" BOOLEAN NOT NULL DEFAULT FALSE, "completed_at" BIGINT, "attributes" TEXT, "schedule_name" TEXT, "debounce_deadline_epoch_ms" BIGINT DEFAULT NULL, "is_debounced" BOOLEAN NOT NULL DEFAULT FALSE, "application_name" TEXT DEFAULT NULL, "creator_xid" TEXT DEFAULT NULL);
INSERT INTO "workflow_status" VALUES('0afb261041880918fbc3713b-0.0','PENDING','IngestWorkflow.run',NULL,NULL,NULL,NULL,NULL,NULL,'local',1795621046000,1795621048000,'1','','IngestWorkflow','ingest',1,'ingest',NULL,NULL,NULL,1795621048000,NULL,0,NULL,NULL,'5e67f47a-2096-4f45-9ab7-ff2ae2337293',NULL,'py_pickle',NULL,0,0,NULL,'null',NULL,NULL,0,'citegraph','7b6be8ef-cb6a-436a-9ef4-f9f4cc5d5278');
INSERT INTO "workflow_status" VALUES('e7c9cdf78e92ba18f5c09351-0.0','ENQUEUED','IngestWorkflow.run',NULL,NULL,NULL,NULL,NULL,NULL,'local',1795621048000,1795621048000,'1','','IngestWorkflow','ingest',0,'ingest',NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,'py_pickle',NULL,0,0,NULL,'null',NULL,NULL,0,'citegraph','97737c00-12bb-4c5e-b105-b08207e1fcb8');
CREATE INDEX ix_ingest_job_content ON ingest_job (content);
CREATE INDEX ix_ingest_job_state ON ingest_job (state);
CREATE INDEX ix_extraction_outcome_document_id ON extraction_outcome (document_id);
CREATE INDEX ix_extraction_outcome_cache_key ON extraction_outcome (cache_key);
CREATE INDEX workflow_status_created_at_index ON workflow_status (created_at);
CREATE INDEX idx_workflow_topic ON notifications (destination_uuid, topic);
CREATE INDEX "idx_workflow_status_delayed" ON "workflow_status" ("delay_until_epoch_ms") WHERE status = 'DELAYED';
CREATE INDEX "idx_workflow_status_forked_from" ON "workflow_status" ("forked_from") WHERE "forked_from" IS NOT NULL;
CREATE INDEX "idx_workflow_status_parent_workflow_id" ON "workflow_status" ("parent_workflow_id") WHERE "parent_workflow_id" IS NOT NULL;
CREATE UNIQUE INDEX "uq_workflow_status_dedup_id" ON "workflow_status" ("queue_name", "deduplication_id") WHERE "deduplication_id" IS NOT NULL;
CREATE INDEX "idx_workflow_status_pending" ON "workflow_status" ("created_at") WHERE "status" = 'PENDING';
CREATE INDEX "idx_workflow_status_failed" ON "workflow_status" ("status", "created_at") WHERE "status" IN ('ERROR', 'CANCELLED', 'MAX_RECOVERY_ATTEMPTS_EXCEEDED');
CREATE INDEX "idx_workflow_status_rate_limited" ON "workflow_status" ("queue_name", "started_at_epoch_ms") WHERE "rate_limited" = TRUE;
CREATE INDEX "idx_workflow_status_completed_at" ON "workflow_status" ("completed_at") WHERE "completed_at" IS NOT NULL;
CREATE INDEX "idx_workflow_status_started_at" ON "workflow_status" ("started_at_epoch_ms") WHERE "started_at_epoch_ms" IS NOT NULL;
CREATE INDEX "idx_workflow_status_schedule_name" ON "workflow_status" ("schedule_name") WHERE "schedule_name" IS NOT NULL;
CREATE UNIQUE INDEX "uq_application_versions_owner_version"
    ON application_versions ("application_name", "version_name")
    WHERE "application_name" IS NOT NULL;
CREATE UNIQUE INDEX "uq_application_versions_unclaimed_version"
    ON application_versions ("version_name")
    WHERE "application_name" IS NULL;
CREATE INDEX idx_workflow_input_retention
    ON workflow_input (retention_timestamp);
CREATE INDEX idx_workflow_output_retention
    ON workflow_output (retention_timestamp);
CREATE INDEX idx_operation_outputs_retention
    ON operation_outputs (retention_timestamp);
CREATE INDEX "idx_workflow_status_in_flight_v2" ON "workflow_status" ("queue_name", "status", "priority", "created_at", "application_name") WHERE "status" IN ('ENQUEUED', 'PENDING');
CREATE INDEX "idx_workflow_status_partition_dequeue_v3" ON "workflow_status" ("queue_name", "status", "queue_partition_key", "priority", "created_at", "workflow_uuid", "application_name") WHERE "status" IN ('ENQUEUED', 'PENDING') AND "queue_partition_key" IS NOT NULL;
CREATE INDEX "idx_operation_outputs_completed_at_function_name_v2" ON "operation_outputs" ("completed_at_epoch_ms", "function_name", "application_name");
CREATE INDEX "idx_workflow_status_deadline" ON "workflow_status" ("workflow_deadline_epoch_ms") WHERE "status" IN ('ENQUEUED', 'PENDING', 'DELAYED') AND "workflow_deadline_epoch_ms" IS NOT NULL;
CREATE INDEX "idx_application_versions_timestamp" ON "application_versions" ("version_timestamp" DESC);
CREATE INDEX "idx_application_versions_owner_timestamp" ON "application_versions" ("application_name", "version_timestamp" DESC);
COMMIT;
