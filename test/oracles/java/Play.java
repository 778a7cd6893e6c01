/* Plays scripts against the real Java pools over a stub database and says which outcomes differ from those written beside them. Usage: README.md. */

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import javax.sql.DataSource;

public class Play {
  static final int tolerance = 25;

  /** A database that takes its time: to connect, to refuse (where refuse is set), to answer a ping. */
  static class Stub {
    volatile int connect, refuse = -1, ping;

    Connection open() throws SQLException {
      if (refuse >= 0) {
        sleep(refuse);
        throw new SQLException("the stub refuses", "53300");
      }
      sleep(connect);
      return (Connection) Proxy.newProxyInstance(Play.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, args) -> switch (method.getName()) {
        case "isValid" -> { sleep(ping); yield true; }
        case "getAutoCommit" -> true;
        case "isClosed", "isReadOnly" -> false;
        case "hashCode" -> System.identityHashCode(self);
        case "equals" -> self == args[0];
        case "toString" -> "stub connection";
        case "getTransactionIsolation" -> Connection.TRANSACTION_READ_COMMITTED;
        case "getNetworkTimeout", "getHoldability" -> 0;
        case "unwrap" -> self;
        default -> method.getReturnType() == boolean.class ? (Object) false : null;
      });
    }

    DataSource source() {
      return (DataSource) Proxy.newProxyInstance(Play.class.getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, args) -> switch (method.getName()) {
        case "getConnection" -> open();
        case "getLoginTimeout" -> 0;
        case "hashCode" -> System.identityHashCode(self);
        case "equals" -> self == args[0];
        case "toString" -> "stub";
        default -> null;
      });
    }
  }

  interface Pool { Connection get() throws SQLException; }

  static Pool pool(String kind, Map<String, String> options, Stub stub) throws Exception {
    switch (kind) {
      case "hikaricp": {
        var config = new com.zaxxer.hikari.HikariConfig();
        config.setDataSource(stub.source());
        set(config, options);
        return new com.zaxxer.hikari.HikariDataSource(config)::getConnection;
      }
      case "dbcp2": {
        var source = new org.apache.commons.dbcp2.BasicDataSource() {
          @Override protected org.apache.commons.dbcp2.ConnectionFactory createConnectionFactory() { return stub::open; }
        };
        set(source, options);
        source.getLogWriter();
        return source::getConnection;
      }
      case "tomcat-jdbc": {
        var config = new org.apache.tomcat.jdbc.pool.PoolProperties();
        config.setDataSource(stub.source());
        set(config, options);
        var source = new org.apache.tomcat.jdbc.pool.DataSource(config);
        source.createPool();
        return source::getConnection;
      }
      default: throw new IllegalArgumentException("no such pool: " + kind);
    }
  }

  static void set(Object bean, Map<String, String> options) throws Exception {
    for (var option : options.entrySet()) {
      String name = "set" + Character.toUpperCase(option.getKey().charAt(0)) + option.getKey().substring(1);
      Method setter = null;
      for (Method method : bean.getClass().getMethods()) if (method.getName().equals(name) && method.getParameterCount() == 1 && method.getParameterTypes()[0].isPrimitive()) setter = method;
      if (setter == null) throw new IllegalArgumentException("no option " + option.getKey());
      Class<?> type = setter.getParameterTypes()[0];
      String value = option.getValue();
      try {
        setter.invoke(bean, type == boolean.class ? (Object) Boolean.valueOf(value) : type == int.class ? (Object) Integer.valueOf(value) : (Object) Long.valueOf(value));
      } catch (InvocationTargetException refused) {
        throw (Exception) refused.getCause();
      }
    }
  }

  static Map<String, String> pairs(String text) {
    var found = new TreeMap<String, String>();
    for (String word : text.trim().split("\\s+")) if (word.contains("=")) found.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
    return found;
  }

  static void sleep(long ms) {
    try {
      if (ms > 0) Thread.sleep(ms);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** What happened to each caller: the ms at which it got its connection, or `!ms` where it failed. */
  static Map<String, String> play(String kind, Map<String, String> options, Map<String, String> database, String tasks) throws Exception {
    var stub = new Stub();
    Pool pool = pool(kind, options, stub);
    for (int i = Integer.parseInt(database.getOrDefault("warm", "0")); i > 0; i--) pool.get().close();
    stub.connect = Integer.parseInt(database.getOrDefault("connect", "0"));
    stub.refuse = Integer.parseInt(database.getOrDefault("refuse", "-1"));
    stub.ping = Integer.parseInt(database.getOrDefault("ping", "0"));
    var seen = new ConcurrentSkipListMap<String, String>();
    var threads = new ArrayList<Thread>();
    long start = System.nanoTime() + 50_000_000L;
    for (String task : tasks.trim().split("\\s+")) {
      String[] parts = task.split("[@+]");
      var thread = new Thread(() -> {
        sleep((start - System.nanoTime()) / 1_000_000L + Long.parseLong(parts[1]));
        try {
          Connection connection = pool.get();
          seen.put(parts[0], String.valueOf((System.nanoTime() - start) / 1_000_000L));
          if (parts.length < 3) return;
          sleep(Long.parseLong(parts[2]));
          connection.close();
        } catch (SQLException failure) {
          seen.put(parts[0], "!" + (System.nanoTime() - start) / 1_000_000L);
          System.out.println("      " + parts[0] + ": " + failure.getMessage());
        }
      });
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
      sleep(0);
    }
    for (Thread thread : threads) thread.join(8000);
    return seen;
  }

  static boolean same(Map<String, String> seen, Map<String, String> golden) {
    if (!seen.keySet().equals(golden.keySet())) return false;
    for (var one : golden.entrySet()) {
      String other = seen.get(one.getKey());
      if (other.startsWith("!") != one.getValue().startsWith("!")) return false;
      if (Math.abs(Integer.parseInt(other.replace("!", "")) - Integer.parseInt(one.getValue().replace("!", ""))) > tolerance) return false;
    }
    return true;
  }

  public static void main(String[] arguments) throws Exception {
    List<String> differ = new ArrayList<>();
    int played = 0;
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      if (line.isBlank() || line.startsWith("#")) continue;
      String[] cells = line.split("\\|");
      Map<String, String> seen = Map.of();
      boolean equal = false;
      for (int tries = 0; tries < 3 && !equal; tries++) { // a busy machine is late now and then, a library is not
        seen = play(cells[1].trim(), pairs(cells[2]), pairs(cells[3]), cells[4]);
        equal = same(seen, pairs(cells[5]));
      }
      System.out.println((equal ? "same    " : "DIFFERS ") + cells[0].trim() + " " + seen + (equal ? "" : ", golden " + pairs(cells[5])));
      if (!equal) differ.add(cells[0].trim());
      played++;
    }
    System.out.println(played + " scripts, " + differ.size() + " differ " + differ);
    System.exit(differ.isEmpty() ? 0 : 1);
  }
}
