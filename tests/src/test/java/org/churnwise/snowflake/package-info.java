/**
 * Snowflake in the tests: {@link org.churnwise.snowflake.SnowflakeAccount} gives a test a schema of
 * its own, on the local server ({@link org.churnwise.snowflake.LocalSnowflake}) or, where {@code
 * CHURN_SNOWFLAKE_ACCOUNT} is set, on a real account. {@link org.churnwise.snowflake.SnowflakeStub}
 * plays an account that refuses or does not answer.
 */
package org.churnwise.snowflake;
