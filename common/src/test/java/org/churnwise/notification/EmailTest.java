package org.churnwise.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.DummySSLSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.churnwise.config.AlertSettings;
import org.churnwise.quality.AlertChange;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages to a real mail server. */
class EmailTest extends NotifierFixture {
  private static final String PASSWORD = "mellon-42";

  private GreenMail server;

  @BeforeEach
  void startServer() {
    server =
        new GreenMail(
            new ServerSetup[] {
              new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
              new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
            });
    server.start();
    server.setUser("churn@shop.example", "churn", PASSWORD);
  }

  @AfterEach
  void stopServer() {
    server.stop();
  }

  private AlertSettings email(String... more) {
    List<String> sets =
        new ArrayList<>(
            List.of(
                "alerts.channels=email",
                "alerts.email-host=127.0.0.1",
                "alerts.email-port=" + server.getSmtp().getPort(),
                "alerts.email-tls=off",
                "alerts.email-from=churn@shop.example",
                "alerts.email-to=ops@shop.example",
                "alerts.email-user=churn",
                "alerts.retries=0"));
    sets.addAll(List.of(more));
    return settings(Map.of("CHURN_ALERTS_EMAIL_PASSWORD", PASSWORD), sets.toArray(String[]::new));
  }

  @Test
  void aMailGoesToAllAndToWhomItConcerns() throws Exception {
    findDrift();
    end(
        email("alerts.owners=customer-data=Dana Smith, email, dana@shop.example; model=Max, log"),
        TODAY);
    assertEquals(List.of("alerts    1 message sent by email"), console);
    MimeMessage mail = server.getReceivedMessages()[0];
    assertEquals("Churnwise WARNING: age (PSI 0.4) drifted", mail.getSubject());
    assertEquals(
        "[ops@shop.example, dana@shop.example]",
        Arrays.toString(mail.getRecipients(Message.RecipientType.TO)));
    String text = mail.getContent().toString().replace("\r\n", "\n");
    assertTrue(text.contains("\nConcerns:\n  Dana Smith (customer-data)\n"), text);
    assertTrue(text.contains("\nNext:\n  submit/churn status\n"), text);
    assertEquals("<" + mail.getHeader("Idempotency-Key")[0] + "@churnwise>", mail.getMessageID());
  }

  /** A file's name is a text of others. */
  @Test
  void aLineBreakBeginsNoHeader() throws Exception {
    find(AlertChange.open("drift", "feature", "WARNING", "age\r\nBcc: all@shop.example\r\n\r\nx"));
    end(email(), TODAY);
    MimeMessage mail = server.getReceivedMessages()[0];
    assertEquals(1, server.getReceivedMessages().length);
    assertEquals(null, mail.getHeader("Bcc"));
    assertTrue(mail.getSubject().contains("Bcc: all@shop.example"), mail.getSubject());
    assertFalse(mail.getSubject().contains("\n"), mail.getSubject());
  }

  @Test
  void aWrongPasswordFailsAndStandsNowhere() {
    findDrift();
    AlertSettings settings = email("alerts.email-user=wrong");
    end(settings, TODAY);
    assertEquals(
        TextTable.expected(
            "state | reminder | channel | outcome | attempts\nOPEN | 0 | email | FAILED | 1"),
        deliveries());
    assertTrue(
        console.get(0).contains("127.0.0.1 refuses the login of alerts.email-user"),
        console::toString);
    assertFalse((traces() + console).contains(PASSWORD));
  }

  @Test
  void aServerThatIsDownIsToldAgainByTheNextRun() {
    findDrift();
    AlertSettings settings = email("alerts.retries=1");
    server.stop();
    end(settings, TODAY);
    assertEquals(1, waits.size());
    assertTrue(console.get(0).contains("1 message waits for the next run"), console::toString);
  }

  @Test
  void aServerWithoutTheRequiredEncryptionGetsNothing() {
    findDrift();
    end(email("alerts.email-tls=starttls"), TODAY);
    assertTrue(console.get(0).contains("STARTTLS is required"), console::toString);
    assertEquals(0, server.getReceivedMessages().length);
  }

  @Test
  void aCertificateThatNobodySignedIsRefused() {
    findDrift();
    AlertSettings settings = implicit();
    end(settings, TODAY);
    assertTrue(console.get(0).contains("SSLHandshakeException"), console::toString);
    assertEquals(0, server.getReceivedMessages().length);
  }

  @Test
  void aMailGoesOutEncrypted() {
    AlertSettings settings = implicit();
    Channel channel =
        new EmailChannel(
            settings.email(),
            settings.timeout(),
            properties -> {
              properties.put("mail.smtp.ssl.socketFactory", new DummySSLSocketFactory());
              properties.setProperty("mail.smtp.ssl.checkserveridentity", "false");
              return properties;
            });
    Attempts.Result result =
        new Attempts(0, new SplittableRandom(1), waits::add)
            .send(channel, MessageTexts.test(settings, "email", Instant.EPOCH));
    assertEquals(Optional.empty(), result.error());
    assertEquals(1, server.getReceivedMessages().length);
  }

  private AlertSettings implicit() {
    return email("alerts.email-tls=implicit", "alerts.email-port=" + server.getSmtps().getPort());
  }
}
