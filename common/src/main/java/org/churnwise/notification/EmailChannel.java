package org.churnwise.notification;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.churnwise.config.EmailSettings;
import org.churnwise.error.ChurnException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * Sends a message as a mail of plain text by SMTP. The certificate of the server must name its
 * host, and STARTTLS is required where it is configured: a server without it gets neither password
 * nor message.
 */
final class EmailChannel implements Channel {
  private static final int FIRST_LASTING = 500;

  private final EmailSettings settings;
  private final Duration timeout;
  private final UnaryOperator<Properties> adapted;

  EmailChannel(EmailSettings settings, Duration timeout) {
    this(settings, timeout, UnaryOperator.identity());
  }

  /**
   * @param adapted changes the properties of the session, for a server whose certificate no
   *     authority has signed
   */
  EmailChannel(EmailSettings settings, Duration timeout, UnaryOperator<Properties> adapted) {
    this.settings = settings;
    this.timeout = timeout;
    this.adapted = adapted;
  }

  @Override
  public void send(AlertMessage message) throws SendFailure {
    if (settings.host().isEmpty() || settings.from().isEmpty()) {
      throw SendFailure.lasting("no mail server or sender; set alerts.email-host and -from", null);
    }
    List<String> recipients = recipients(message);
    if (recipients.isEmpty()) {
      throw SendFailure.lasting(
          "nobody to write to; set alerts.email-to, or addresses in alerts.owners", null);
    }
    Optional<String> password = password();
    Session session = Session.getInstance(adapted.apply(properties()));
    try (Transport transport = session.getTransport("smtp")) {
      MimeMessage mail = mail(session, message, recipients);
      transport.connect(
          settings.host(),
          settings.port(),
          settings.user().isEmpty() ? null : settings.user(),
          password.orElse(null));
      transport.sendMessage(mail, mail.getAllRecipients());
    } catch (AddressException e) {
      throw SendFailure.lasting("no e-mail address: " + e.getRef(), e);
    } catch (AuthenticationFailedException e) {
      throw SendFailure.lasting(
          "%s refuses the login of alerts.email-user; check it, and %s or alerts.email-password-file"
              .formatted(settings.host(), EmailSettings.PASSWORD),
          e);
    } catch (MessagingException e) {
      throw failure(e);
    }
  }

  private List<String> recipients(AlertMessage message) {
    List<String> all = new ArrayList<>(settings.to());
    all.addAll(message.recipients());
    return all.stream().distinct().toList();
  }

  private Optional<String> password() throws SendFailure {
    if (settings.user().isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<String> password = settings.password().reveal();
      if (password.isPresent()) {
        return password;
      }
    } catch (ChurnException e) {
      throw SendFailure.lasting(e.getMessage(), e);
    }
    throw SendFailure.lasting(
        "alerts.email-user needs a password; set the environment variable %s, or alerts.email-password-file to a file that holds it"
            .formatted(EmailSettings.PASSWORD),
        null);
  }

  private Properties properties() {
    String millis = String.valueOf(timeout.toMillis());
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.connectiontimeout", millis);
    properties.setProperty("mail.smtp.timeout", millis);
    properties.setProperty("mail.smtp.writetimeout", millis);
    properties.setProperty("mail.smtp.auth", String.valueOf(!settings.user().isEmpty()));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.setProperty("mail.smtp.ssl.protocols", "TLSv1.2 TLSv1.3");
    properties.setProperty(
        "mail.smtp.ssl.enable", String.valueOf(settings.tls().equals("implicit")));
    String starttls = String.valueOf(settings.tls().equals("starttls"));
    properties.setProperty("mail.smtp.starttls.enable", starttls);
    properties.setProperty("mail.smtp.starttls.required", starttls);
    return properties;
  }

  private MimeMessage mail(Session session, AlertMessage message, List<String> recipients)
      throws MessagingException {
    MimeMessage mail =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader(
                "Message-ID", "<" + message.key() + "@churnwise>"); // a repeat is the same mail
          }
        };
    mail.setFrom(new InternetAddress(settings.from(), true));
    for (String recipient : recipients) {
      mail.addRecipient(Message.RecipientType.TO, new InternetAddress(recipient, true));
    }
    mail.setSubject(oneLine(message.title()), StandardCharsets.UTF_8.name());
    mail.setSentDate(Date.from(message.sentAt()));
    mail.setHeader(WebhookChannel.KEY, message.key());
    mail.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no out-of-office replies
    mail.setText(text(message), StandardCharsets.UTF_8.name());
    return mail;
  }

  /** A line break would begin a header of its own. */
  private static String oneLine(String title) {
    return title.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
  }

  private static String text(AlertMessage message) {
    return message.details().stream()
        .map(detail -> "%s:\n  %s\n".formatted(detail.name(), detail.text()))
        .collect(Collectors.joining("\n", message.title() + "\n\n", ""));
  }

  private SendFailure failure(MessagingException e) {
    String what = "%s port %d: %s".formatted(settings.host(), settings.port(), reason(e));
    return code(e) >= FIRST_LASTING ? SendFailure.lasting(what, e) : SendFailure.passing(what, e);
  }

  private static String reason(MessagingException e) {
    Exception told = e;
    if (e instanceof SendFailedException && e.getNextException() != null) {
      told = e.getNextException();
    }
    String cause =
        told.getCause() == null || told.getCause() == told
            ? ""
            : " (" + told.getCause().getClass().getSimpleName() + ")";
    return told.getMessage() + cause;
  }

  /** The server's reply code; 0 if it gave none. */
  private static int code(MessagingException e) {
    for (Exception at = e; at instanceof MessagingException mail; at = mail.getNextException()) {
      if (at instanceof SMTPSendFailedException failed && failed.getReturnCode() > 0) {
        return failed.getReturnCode();
      }
      if (at instanceof SMTPAddressFailedException failed && failed.getReturnCode() > 0) {
        return failed.getReturnCode();
      }
    }
    return 0;
  }
}
